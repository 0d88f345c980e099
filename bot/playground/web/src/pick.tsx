/** Picking files in a form: each is brought to the workspace at once, and the form names it. */
import { useRef, useState, type ChangeEvent } from "react";
import { useHere } from "./app";
import { sized } from "./file";
import { Sign } from "./sign";
import type { Element, Picked } from "./types";
import { why } from "./why";
import { say } from "./words";

const MOST = 10;

interface Props {
  element: Element;
  picked: Picked[];
  onChange: (picked: Picked[]) => void;
  onBusy?: (busy: boolean) => void;
  common: { id?: string };
}

export function Pick({ element, picked, onChange, onBusy, common }: Props) {
  const { store } = useHere();
  const input = useRef<HTMLInputElement>(null);
  const newest = useRef(picked);
  newest.current = picked;
  const [wrong, setWrong] = useState("");
  const [told, setTold] = useState("");
  const most = element.max_files ?? MOST;

  async function pick(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = "";
    const refused = refusal(element, files, files.length + (most === 1 ? 0 : picked.length), most);
    setWrong(refused);
    setTold("");
    if (refused || !files.length) return;
    onBusy?.(true);
    setTold(say("pick.busy"));
    try {
      const added = await Promise.all(files.map((each) => store.pick(each)));
      // Beside what is there by then: some may have been taken away while this one was brought.
      onChange(most === 1 ? added : [...newest.current, ...added]);
      setTold(say("pick.added", { names: added.map((each) => each.name).join(", ") }));
    } catch (stopped) {
      setTold("");
      setWrong(why(stopped));
    } finally {
      onBusy?.(false);
    }
  }

  function remove(file: Picked) {
    onChange(picked.filter((each) => each !== file));
    setTold(say("pick.removed", { name: file.name }));
    input.current?.focus();
  }

  return (
    <>
      {picked.length > 0 && (
        <ul className="picked">
          {picked.map((each) => (
            <li key={each.id}>
              <Sign of="file" /> {say("message.file", { name: each.name, size: sized(each.size) })}{" "}
              <button type="button" className="plain" onClick={() => remove(each)}>
                {say("pick.remove")} <span className="for-the-ear">{each.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* The input lies over what is seen of it: it can be pressed, dropped on and felt as itself. */}
      <label className="pick">
        <Sign of="clip" /> {say(most === 1 ? "pick.choose" : "pick.choose_several")}
        <input
          {...common}
          ref={input}
          type="file"
          accept={element.filetypes?.map((each) => `.${each}`).join(",")}
          multiple={most > 1}
          onChange={(event) => void pick(event)}
        />
      </label>
      <span role="status" className="for-the-ear">
        {told}
      </span>
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
    </>
  );
}

/** Why these files may not be picked; nothing when they may. As in Slack only the name counts. */
function refusal(element: Element, files: File[], count: number, most: number): string {
  if (count > most) return say("pick.most", { most });
  const kinds = element.filetypes?.map((each) => each.toLowerCase()) ?? [];
  const other = files.some((each) => !kinds.includes(each.name.split(".").pop()!.toLowerCase()));
  return kinds.length && other ? say("pick.kind", { kinds: kinds.join(", ") }) : "";
}
