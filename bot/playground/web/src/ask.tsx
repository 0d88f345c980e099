/** Asks whether something is meant, over the page. */
import { useEffect, useRef } from "react";

interface Props {
  title: string;
  text: string;
  yes: string;
  no: string;
  danger?: boolean;
  onYes: () => void;
  onClose: () => void;
}

export function Ask({ title, text, yes, no, danger, onYes, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="ask" aria-labelledby="ask-title" onClose={onClose}>
      <h2 id="ask-title">{title}</h2>
      <p>{text}</p>
      <div className="footer">
        <button type="button" onClick={() => dialog.current?.close()}>
          {no}
        </button>
        <button
          type="button"
          className={danger ? "danger" : "primary"}
          onClick={() => {
            dialog.current?.close();
            onYes();
          }}
        >
          {yes}
        </button>
      </div>
    </dialog>
  );
}
