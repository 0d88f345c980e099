/** One conversation: its messages and where to write; with the bot also its home page. */
import { useEffect, useMemo } from "react";
import { useHere } from "./app";
import { go, HOME } from "./address";
import { Home } from "./home";
import { List } from "./list";
import { titleOf } from "./people";
import { Unread } from "./sidebar";
import { useSeen } from "./store";
import type { Conversation as Place, Message } from "./types";
import { say } from "./words";
import { Write } from "./write";

export function Conversation({ channel }: { channel: string }) {
  const { store, where } = useHere();
  const conversation = useSeen(store, (state) =>
    state.conversations.find((each) => each.id === channel),
  );
  const unread = conversation?.unread ?? 0;
  const atHome = where.channel === HOME;
  const title = titleOf(conversation);

  useEffect(() => void store.see(channel), [store, channel]);
  useEffect(() => {
    if (unread && !atHome) void store.act("read", { channel });
  }, [store, channel, unread, atHome]);

  return (
    <section id="messages" className="conversation" aria-label={title || undefined} tabIndex={-1}>
      <header>
        <h2>{title}</h2>
        {conversation?.direct_with && <Tabs channel={channel} atHome={atHome} unread={unread} />}
      </header>
      {atHome ? (
        <Home />
      ) : (
        <>
          <Messages channel={channel} beginning={conversation && beginningOf(conversation)} />
          <Write channel={channel} thread="" place={title} />
        </>
      )}
    </section>
  );
}

/** What stands where nothing has been said yet. */
function beginningOf(conversation: Place): string {
  const place = titleOf(conversation);
  return say(conversation.direct_with ? "beginning_direct" : "beginning", { place });
}

interface TabsProps {
  channel: string;
  atHome: boolean;
  unread: number;
}

function Tabs({ channel, atHome, unread }: TabsProps) {
  const { where } = useHere();
  return (
    <div className="tabs">
      <button type="button" aria-pressed={atHome} onClick={() => go(where.person, HOME)}>
        {say("home")}
      </button>
      <button type="button" aria-pressed={!atHome} onClick={() => go(where.person, channel)}>
        {say("messages")} {atHome && <Unread count={unread} />}
      </button>
    </div>
  );
}

function Messages({ channel, beginning }: { channel: string; beginning?: string }) {
  const { store } = useHere();
  const list = useSeen(store, (state) => state.lists[channel]);
  const messages = useWithEphemerals(list?.messages, channel, "");
  if (!list) return <div className="list" />;
  return (
    <List
      messages={messages}
      channel={channel}
      thread=""
      before={list.before}
      beginning={beginning}
      onStart={list.older ? () => void store.seeOlder(channel) : undefined}
    />
  );
}

const NONE: Message[] = [];

/** The messages of a place, with what only this person sees there in between. */
export function useWithEphemerals(
  messages: Message[] = NONE,
  channel: string,
  thread: string,
): Message[] {
  const { store } = useHere();
  const ephemerals = useSeen(store, (state) => state.ephemerals);
  return useMemo(() => {
    const here = ephemerals.filter(
      (each) => each.channel === channel && (each.thread_ts ?? "") === thread,
    );
    if (!here.length) return messages;
    return [...messages, ...here].sort((one, other) => (one.ts < other.ts ? -1 : 1));
  }, [messages, ephemerals, channel, thread]);
}
