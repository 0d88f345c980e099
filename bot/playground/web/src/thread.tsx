/** A thread in a pane of its own, at the right. */
import { useEffect, useRef } from "react";
import { useHere } from "./app";
import { addressOf, go } from "./address";
import { useWithEphemerals } from "./conversation";
import { useFocusBack } from "./focus";
import { List } from "./list";
import { Sign } from "./sign";
import { place } from "./state";
import { useSeen } from "./store";
import { say } from "./words";
import { Write } from "./write";

export function Thread({ channel, thread }: { channel: string; thread: string }) {
  const { store, me } = useHere();
  const list = useSeen(store, (state) => state.lists[place(channel, thread)]);
  const messages = useWithEphemerals(list?.messages, channel, thread);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void store.see(channel, thread), [store, channel, thread]);
  useFocusBack();
  useEffect(() => {
    // Gone, or never there: an old address. Instead of it, so that going back does not return here.
    if (list?.messages.length === 0) location.replace(addressOf(me.id, channel));
  }, [list, me, channel]);
  useEffect(() => {
    // Who is typing goes on typing, also when the bot's answer opens a thread beside it.
    if (document.activeElement?.tagName !== "TEXTAREA") heading.current?.focus();
  }, []);
  return (
    <section className="thread" aria-labelledby="thread-title">
      <header>
        <h2 id="thread-title" ref={heading} tabIndex={-1}>
          {say("thread.title")}
        </h2>
        <button type="button" className="close" onClick={() => go(me.id, channel)}>
          <Sign of="close" /> <span className="for-the-ear">{say("close")}</span>
        </button>
      </header>
      {list && <List messages={messages} channel={channel} thread={thread} />}
      <Write channel={channel} thread={thread} place="" />
    </section>
  );
}
