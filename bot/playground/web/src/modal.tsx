/** A modal of the bot over the page: filled in, sent in, or closed. */
import { Fragment, useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useHere } from "./app";
import { Blocks } from "./blocks";
import { Field, initial, isGroup, type Filled } from "./fields";
import { giveBack } from "./focus";
import { Refused } from "./server";
import { Sign } from "./sign";
import { useTyped, type Values } from "./typed";
import type { Block, View } from "./types";
import { why } from "./why";
import { say } from "./words";

interface Told {
  errors?: Record<string, string>;
  view?: View;
}

/** Where something is wrong: the field, or the first thing to tick in it. */
const WRONG = ":is(fieldset[aria-invalid=true] input, [aria-invalid=true]:not(fieldset))";

export function Modal({ view }: { view: View }) {
  const { store } = useHere();
  const dialog = useRef<HTMLDialogElement>(null);
  const { values, type, forget } = useTyped(view.id);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const [picking, setPicking] = useState(0);
  useFocus(dialog, view);
  useEffect(() => {
    if (!Object.keys(errors).length) return;
    dialog.current?.querySelector<HTMLElement>(WRONG)?.focus();
  }, [errors]);

  async function close() {
    setWrong("");
    try {
      await store.act("close", { view: view.id });
      forget();
    } catch (refused) {
      setWrong(why(refused));
      if (refused instanceof Refused) void store.loadViews();
    }
  }

  /** Here and not at `cancel`: at a second Escape the browser would close the dialog by itself. */
  function escape(event: KeyboardEvent) {
    const own = (event.target as HTMLElement).closest("dialog") === dialog.current;
    if (event.key !== "Escape" || event.nativeEvent.isComposing || !own) return;
    event.preventDefault();
    void close();
  }

  async function send(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setWrong(picking ? say("pick.wait") : "");
    if (picking) return;
    setBusy(true);
    const filled = view.blocks
      .filter((block) => block.type === "input")
      .map((block) => [block.block_id, block.element!.action_id, sent(valueOf(block, values))]);
    try {
      const told = await store.act<Told>("submit", { view: view.id, values: filled });
      setErrors(told.errors ?? {});
      const another = told.view && told.view.id !== view.id;
      if (!told.errors && !another) forget();
    } catch (refused) {
      setWrong(why(refused));
    } finally {
      setBusy(false);
    }
  }

  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby="modal-title"
      onKeyDown={escape}
      onCancel={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <form onSubmit={send} noValidate>
        <div className="header">
          <h2 id="modal-title">{view.title.text}</h2>
          <button type="button" className="close" onClick={() => void close()}>
            <Sign of="close" /> <span className="for-the-ear">{say("close")}</span>
          </button>
        </div>
        <div className="fields" tabIndex={0} role="group" aria-labelledby="modal-title">
          {view.blocks.map((block) => (
            <Fragment key={block.block_id}>
              {block.type === "input" ? (
                <Input
                  block={block}
                  value={valueOf(block, values)}
                  error={errors[block.block_id]}
                  onChange={(value) => type(block.block_id, value)}
                  onBusy={(busy) => setPicking((before) => before + (busy ? 1 : -1))}
                />
              ) : (
                <Blocks
                  blocks={[block]}
                  press={(action_id, block_id, value) =>
                    store
                      .act("click", { source: { view: view.id }, action_id, block_id, value })
                      .catch((refused: unknown) => setWrong(why(refused)))
                  }
                />
              )}
            </Fragment>
          ))}
        </div>
        {wrong && (
          <p className="wrong" role="alert">
            {wrong}
          </p>
        )}
        <div className="footer">
          <button type="button" onClick={() => void close()}>
            {view.close?.text ?? say("cancel")}
          </button>
          {view.submit && (
            <button type="submit" className="primary" aria-disabled={busy}>
              {view.submit.text}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

/** A value as the workspace takes it: files by their ids. */
function sent(value: Filled): unknown {
  return Array.isArray(value) ? value.map((each) => (typeof each === "string" ? each : each.id)) : value;
}

function valueOf(block: Block, values: Values): Filled {
  return values[block.block_id] ?? initial(block.element!);
}

interface InputProps {
  block: Block;
  value: Filled;
  error?: string;
  onChange: (value: Filled) => void;
  onBusy: (busy: boolean) => void;
}

function Input({ block, value, error, onChange, onBusy }: InputProps) {
  const id = `field-${block.block_id}`;
  const group = isGroup(block.element!);
  const Label = group ? "p" : "label";
  return (
    <div className="field">
      <Label className="label" {...(group ? { id: `${id}-label` } : { htmlFor: id })}>
        {block.label?.text} {block.optional && <small>{say("control.optional")}</small>}
      </Label>
      <Field
        element={block.element!}
        value={value}
        onChange={onChange}
        id={id}
        label={group ? block.label?.text : undefined}
        describedBy={`${id}-hint`}
        wrong={Boolean(error)}
        onBusy={onBusy}
      />
      <p id={`${id}-hint`} className={error ? "wrong" : "hint"}>
        {error ?? block.hint?.text}
      </p>
    </div>
  );
}

/** Opens the dialog; when its fields come, the first one is where somebody begins to type. */
function useFocus(dialog: React.RefObject<HTMLDialogElement | null>, view: View) {
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      giveBack(before);
    };
  }, [dialog]);
  useEffect(() => {
    const shown = dialog.current;
    const field = shown?.querySelector<HTMLElement>(".field :is(input, textarea, select)");
    if (!shown?.querySelector(".field :focus")) field?.focus();
  }, [dialog, view.hash]);
}
