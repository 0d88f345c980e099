/** Four steps for who comes here first; they go along with the purchase that is made. */
import { useEffect, useRef, useState } from "react";
import { useHere } from "./app";
import { directWith } from "./address";
import { useFocusBack } from "./focus";
import { start } from "./server";
import { useSeen } from "./store";
import { say } from "./words";

const STEPS = ["start", "answer", "check", "finish"];
const CIRCULARITY = 5;
const ALL = 9;

interface Props {
  /** How often it was asked for: the first time it comes by itself, and takes no focus. */
  asked: number;
  onClose: () => void;
}

export function Tour({ asked, onClose }: Props) {
  const pane = useRef<HTMLElement>(null);
  useFocusBack();
  useEffect(() => {
    if (asked) pane.current?.focus();
  }, [asked]);
  const reached = useReached();
  const [at, setAt] = useState(reached);
  useEffect(() => setAt((before) => Math.max(before, reached)), [reached]);
  const step = STEPS[at]!;
  const last = at === STEPS.length - 1;
  return (
    <aside className="tour" aria-label={say("tour.title")} ref={pane} tabIndex={-1}>
      <p className="step">{say("tour.step", { number: at + 1 })}</p>
      <div role="status">
        <h2>{say(`tour.${step}_heading`)}</h2>
        <p>{say(`tour.${step}`)}</p>
      </div>
      <footer>
        {!last && (
          <button type="button" onClick={onClose}>
            {say("close")}
          </button>
        )}
        <button
          type="button"
          className="primary"
          onClick={last ? onClose : () => setAt(at + 1)}
        >
          {say(last ? "tour.done" : "tour.next")}
        </button>
      </footer>
    </aside>
  );
}

/** How far the newest purchase in the direct message is, as its card tells: the step of that. */
function useReached(): number {
  const { store, me } = useHere();
  const direct = useSeen(store, (state) => state.lists[directWith(me.id)]?.messages);
  const card = direct?.findLast((each) => each.user === start.bot && each.text.startsWith("INK-"));
  const counted = / (\d+) (?:van|of) (\d+)/.exec(card?.text ?? "");
  if (!counted) return 0;
  const answered = Number(counted[1]);
  return answered >= ALL ? 3 : answered >= CIRCULARITY ? 2 : 1;
}
