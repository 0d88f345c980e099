/** Four steps for who comes here first; they go along with the purchase that is made. */
import { useEffect, useRef, useState } from "react";
import { useHere } from "./app";
import { directWith } from "./address";
import { useFocusBack } from "./focus";
import { useMedia } from "./media";
import { start } from "./server";
import { Sign } from "./sign";
import { useSeen, type Store } from "./store";
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
  const short = useMedia("(max-height: 500px)");
  const [unfolded, setUnfolded] = useState(false);
  const [at, setAt] = useState(reached);
  useEffect(() => setAt((before) => Math.max(before, reached)), [reached]);
  const step = STEPS[at]!;
  const last = at === STEPS.length - 1;
  const folded = short && !unfolded;

  function close() {
    sessionStorage.removeItem(BEGAN);
    onClose();
  }

  return (
    <aside className="tour" data-folded={folded} aria-label={say("tour.title")} ref={pane} tabIndex={-1}>
      <header>
        <p className="step">{say("tour.step", { number: at + 1 })}</p>
        {short && (
          <button type="button" className="plain" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            {say("tour.more")}
          </button>
        )}
        <button type="button" className="close" onClick={close}>
          <Sign of="close" /> <span className="for-the-ear">{say("close")}</span>
        </button>
      </header>
      <div role="status">
        <h2>{say(`tour.${step}_heading`)}</h2>
        {!folded && <p>{say(`tour.${step}`)}</p>}
      </div>
      {!folded && (
        <footer>
          {at > 0 && (
            <button type="button" onClick={() => setAt(at - 1)}>
              {say("tour.previous")}
            </button>
          )}
          <button type="button" className="primary" onClick={last ? close : () => setAt(at + 1)}>
            {say(last ? "tour.done" : "tour.next")}
          </button>
        </footer>
      )}
    </aside>
  );
}

const BEGAN = "tour";

/** When the tour began, on the workspace's clock; kept, for a reload does not begin it again. */
function began(store: Store, newest: number): number {
  // The page's idea of that clock is a little behind: what it shows already was before.
  const now = Math.max((Date.now() + store.state.ahead) / 1000, newest);
  const kept = Math.min(Number(sessionStorage.getItem(BEGAN) ?? now), now);
  sessionStorage.setItem(BEGAN, String(kept));
  return kept;
}

/** How far the newest purchase since then is, as its card in the direct message tells. */
function useReached(): number {
  const { store, me } = useHere();
  const direct = useSeen(store, (state) => state.lists[directWith(me.id)]?.messages);
  const [since] = useState(() => began(store, Number(direct?.at(-1)?.ts ?? 0)));
  const card = direct?.findLast(
    (each) => each.user === start.bot && each.text.startsWith("INK-") && Number(each.ts) > since,
  );
  const counted = / (\d+) (?:van|of) (\d+)/.exec(card?.text ?? "");
  if (!counted) return 0;
  const answered = Number(counted[1]);
  return answered >= ALL ? 3 : answered >= CIRCULARITY ? 2 : 1;
}
