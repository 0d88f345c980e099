/** Messages under each other: only those in sight are drawn, and the newest stays in sight. */
import { useEffect, useRef, useState, type UIEvent } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import { useHere } from "./app";
import { Message } from "./message";
import type { Message as Said } from "./types";
import { day, say, sentAt } from "./words";

/** Virtuoso counts from here, so that older messages can get lower numbers. */
const FIRST = 1_000_000;
/** In pixels; what is not drawn yet counts as this high. */
const USUAL_HEIGHT = 90;

interface Props {
  messages: Said[];
  channel: string;
  thread: string;
  before?: number;
  /** What stands here as long as nothing has been said. */
  beginning?: string;
  onStart?: () => void;
}

export function List({ messages, channel, thread, before = 0, beginning, onStart }: Props) {
  const { me } = useHere();
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtuosoHandle>(null);
  const newest = useRef(true);
  useKeptFocus(box, rows, messages);
  const down = useLookedBack(box, newest);
  const { below, toNewest, scrolled } = useNewest(box, rows, newest, down, messages);
  const first = FIRST - before;
  return (
    <div className="list" ref={box}>
      {messages.length === 0 && <p className="empty">{beginning}</p>}
      {messages.length > 0 && <Virtuoso
        ref={rows}
        data={messages}
        firstItemIndex={first}
        initialTopMostItemIndex={{ index: "LAST", align: "end" }}
        followOutput={() => newest.current && "auto"}
        totalListHeightChanged={() => newest.current && toNewest()}
        onScroll={scrolled}
        alignToBottom
        defaultItemHeight={USUAL_HEIGHT}
        initialItemCount={1}
        increaseViewportBy={300}
        startReached={onStart}
        computeItemKey={(_, message) => message.ts}
        itemContent={(index, message) => {
          const previous = messages[index - first - 1];
          const today = day(sentAt(message.ts), me);
          const another = !previous || day(sentAt(previous.ts), me) !== today;
          return (
            <>
              {another && <p className="day">{today}</p>}
              <Message message={message} channel={channel} thread={thread} />
            </>
          );
        }}
      />}
      {below && (
        <button
          type="button"
          className="below"
          onClick={() => {
            toNewest();
            box.current?.querySelector<HTMLElement>("[data-virtuoso-scroller]")?.focus();
          }}
        >
          {say("new_below")} <span aria-hidden="true">↓</span>
        </button>
      )}
    </div>
  );
}

/** What somebody says themselves comes in sight; of what others say below it, they are told. */
function useNewest(
  box: React.RefObject<HTMLDivElement | null>,
  rows: React.RefObject<VirtuosoHandle | null>,
  newest: React.RefObject<boolean>,
  down: React.RefObject<boolean>,
  messages: Said[],
) {
  const { me } = useHere();
  const [below, setBelow] = useState(false);
  const last = messages.at(-1);
  const before = useRef(last);

  function reached() {
    newest.current = true;
    setBelow(false);
  }

  function toNewest() {
    reached();
    rows.current?.scrollToIndex({ index: "LAST", align: "end" });
  }

  function scrolled({ currentTarget: list }: UIEvent<HTMLElement>) {
    if (down.current && list.scrollTop + list.clientHeight > list.scrollHeight - 2) reached();
  }

  useEffect(() => {
    const known = before.current;
    before.current = last;
    if (!known || !last || last.ts <= known.ts) return;
    if (last.user === me.id) toNewest();
    else if (!newest.current) setBelow(true);
  }, [last?.ts]);
  useEffect(() => {
    // The room for the list changes: a box that grows, a header that comes, a screen that turns.
    // In the frame after it, for by then Virtuoso knows that room too.
    const watcher = new ResizeObserver(() =>
      requestAnimationFrame(() => newest.current && toNewest()),
    );
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);
  return { below, toNewest, scrolled };
}

const UP = ["ArrowUp", "PageUp", "Home"];

/** Who scrolls up reads what is there; until they are back at the newest, nothing moves it away.
 *
 * Gives whether they last went down themselves: Virtuoso scrolls as well, when it learns heights. */
function useLookedBack(
  box: React.RefObject<HTMLDivElement | null>,
  newest: React.RefObject<boolean>,
): React.RefObject<boolean> {
  const down = useRef(false);
  useEffect(() => {
    function moved(event: Event) {
      const up =
        event instanceof WheelEvent
          ? event.deltaY < 0
          : event.type === "touchmove" || (event instanceof KeyboardEvent && UP.includes(event.key));
      if (up) newest.current = false;
      down.current = !up || event.type === "touchmove";
    }
    const kinds = ["wheel", "touchmove", "keydown", "pointerdown"];
    const list = box.current;
    for (const kind of kinds) list?.addEventListener(kind, moved, { passive: true });
    return () => {
      for (const kind of kinds) list?.removeEventListener(kind, moved);
    };
  }, [box, newest]);
  return down;
}

/** When what somebody pressed is gone after it, they go on at the newest message. */
function useKeptFocus(
  box: React.RefObject<HTMLDivElement | null>,
  rows: React.RefObject<VirtuosoHandle | null>,
  messages: Said[],
) {
  const inside = useRef(false);
  useEffect(() => {
    const moved = (event: FocusEvent) => {
      inside.current = Boolean(box.current?.contains(event.target as Node));
    };
    document.addEventListener("focusin", moved);
    return () => document.removeEventListener("focusin", moved);
  }, [box]);
  useEffect(() => {
    if (!inside.current) return;
    const timer = setTimeout(() => {
      const lost = !document.activeElement || document.activeElement === document.body;
      if (lost && !document.querySelector("dialog[open]")) {
        rows.current?.scrollToIndex({ index: "LAST", align: "end" });
        const drawn = box.current?.querySelectorAll<HTMLElement>("article");
        drawn?.item(drawn.length - 1)?.focus({ preventScroll: true });
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [box, rows, messages]);
}
