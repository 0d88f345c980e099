/** Where somebody writes: text, commands with suggestions, a file, and the bot's shortcuts. */
import { useId, useRef, useState, type ChangeEvent, type KeyboardEvent } from "react";
import { useHere } from "./app";
import { Choosing } from "./choosing";
import { useDraft } from "./draft";
import { useShortcuts } from "./shortcuts";
import { Sign } from "./sign";
import { place as placed } from "./state";
import { Suggestions, useSuggestions } from "./suggestions";
import { why } from "./why";
import { say } from "./words";

const LARGEST = 1_000_000;
/** As in Slack: what begins with a slash is a command, and with a space before it is not. */
const COMMAND = /^(\/\S*)\s*([^]*)$/;

interface Props {
  channel: string;
  thread: string;
  place: string;
}

export function Write({ channel, thread, place }: Props) {
  const { store } = useHere();
  const [text, setText] = useDraft(placed(channel, thread));
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);
  const [wrong, setWrong] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const suggested = useSuggestions(text, (whole) => {
    setText(whole);
    box.current?.focus();
  });
  const list = useId();

  async function send() {
    const said = text.trim();
    if (!said && !file) return;
    setWrong("");
    setText("");
    setFile(null);
    const where = { channel, thread };
    const [, command, more] = COMMAND.exec(text) ?? [];
    try {
      if (file) await store.act("upload", { ...where, ...file, text: said });
      else if (command) await store.act("command", { channel, command, text: more!.trim() });
      else await store.act("say", { ...where, text: said });
    } catch (refused) {
      const error = (refused as Error).message;
      setText(text);
      setFile(file);
      setWrong(error === "unknown_command" ? say("write.no_command", { command: command! }) : why(refused));
    }
  }

  function key(event: KeyboardEvent) {
    if (suggested.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  }

  async function attach(event: ChangeEvent<HTMLInputElement>) {
    const chosen = event.currentTarget.files?.[0];
    event.currentTarget.value = "";
    if (!chosen) return;
    if (chosen.size > LARGEST) {
      setWrong(say("write.too_large"));
      return;
    }
    setWrong("");
    setFile({ name: chosen.name, content: await asBase64(chosen) });
    box.current?.focus();
  }

  const label = thread ? say("write.label_thread") : inPlace("write.label", "write.label_here", place);
  const open = suggested.options.length > 0;
  return (
    <div className="write">
      {open && <Suggestions id={list} suggested={suggested} />}
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      {file && (
        <p className="attached">
          {say("write.attached", { name: file.name })}{" "}
          <button type="button" className="plain" onClick={() => setFile(null)}>
            {say("write.remove")}
          </button>
        </p>
      )}
      <textarea
        ref={box}
        rows={Math.min(8, text.split("\n").length)}
        value={text}
        role="combobox"
        aria-label={label}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open ? `${list}-${suggested.at}` : undefined}
        placeholder={
          thread
            ? say("write.placeholder_thread")
            : inPlace("write.placeholder", "write.placeholder_here", place)
        }
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={key}
      />
      <div className="row">
        <label className="attach">
          <input type="file" className="for-the-ear" onChange={(event) => void attach(event)} />
          <Sign of="clip" />
          <span className="for-the-ear">{say("write.attach")}</span>
        </label>
        {!thread && <Shortcuts />}
        <button type="button" className="primary" onClick={() => void send()}>
          {say("write.send")}
        </button>
      </div>
    </div>
  );
}

/** Words with the name of a place in them, or those without as long as it has no name. */
function inPlace(key: string, here: string, place: string): string {
  return place ? say(key, { place }) : say(here);
}

function Shortcuts() {
  const { store } = useHere();
  const items = useShortcuts("global").map(({ callback_id, name }) => ({
    key: callback_id,
    label: name,
    choose: () => void store.act("shortcut", { callback_id }),
  }));
  if (!items.length) return null;
  return (
    <Choosing className="choice" items={items} anchor="top start">
      <Sign of="flash" /> <span className="for-the-ear">{say("write.shortcuts")}</span>
    </Choosing>
  );
}

async function asBase64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
