/** What is seen, and what it becomes after something happened: values that do not change. */
import type { Conversation, Happening, Message, View } from "./types";

export interface List {
  messages: Message[];
  /** Whether there are older messages than these. */
  older: boolean;
  /** How many messages were put before those that were there first. */
  before: number;
}

export interface State {
  conversations: Conversation[];
  lists: Record<string, List>;
  ephemerals: Message[];
  views: View[];
  /** The files that were deleted while we looked. */
  gone: string[];
  home: View | null;
  /** How far the workspace's clock is ahead of this machine's, in milliseconds. */
  ahead: number;
  connected: boolean;
  /** The language in which the bot speaks to them, and so the page too. */
  language: string;
  /** The newest message that came in, and where. */
  latest: { channel: string; message: Message } | null;
}

export function empty(ahead: number, language: string): State {
  return {
    conversations: [],
    lists: {},
    ephemerals: [],
    views: [],
    gone: [],
    home: null,
    ahead,
    connected: true,
    language,
    latest: null,
  };
}

/** The key of a conversation or of a thread in it. */
export function place(channel: string, thread = ""): string {
  return thread ? `${channel}/${thread}` : channel;
}

/** The parts of the state that are different after something happened. */
export function after(state: State, happening: Happening, person: string): Partial<State> {
  switch (happening.type) {
    case "message":
      return added(state, happening, person);
    case "changed":
      return { lists: replaced(state.lists, happening.channel, happening.message) };
    case "deleted":
      return { lists: removed(state.lists, happening.channel, happening.ts) };
    case "file_gone":
      return { gone: [...state.gone, happening.file] };
    case "ephemeral":
      return { ephemerals: shown(state.ephemerals, happening) };
    case "home":
      return { home: happening.view };
    case "read":
      return { conversations: counted(state.conversations, happening.channel, () => 0) };
    case "clock":
    case "ready":
      return { ahead: Date.parse(happening.now) - Date.now() };
  }
  return {};
}

function added(
  state: State,
  { channel, message, root }: Extract<Happening, { type: "message" }>,
  person: string,
): Partial<State> {
  const isReply = root !== undefined && message.ts !== root.ts;
  const key = isReply ? place(channel, root.ts) : channel;
  let lists = state.lists;
  const list = lists[key];
  if (list && !list.messages.some((each) => each.ts === message.ts)) {
    lists = { ...lists, [key]: { ...list, messages: [...list.messages, message] } };
  }
  if (root) lists = replaced(lists, channel, root);
  if (message.user === person) return { lists };
  if (isReply) return { lists, latest: { channel, message } };
  const conversations = counted(state.conversations, channel, (unread) => unread + 1);
  return { lists, conversations, latest: { channel, message } };
}

function replaced(
  lists: State["lists"],
  channel: string,
  message: Message,
): State["lists"] {
  return withEach(lists, channel, (messages) => {
    const at = messages.findLastIndex((each) => each.ts === message.ts);
    return at < 0 ? messages : messages.with(at, message);
  });
}

function removed(lists: State["lists"], channel: string, ts: string): State["lists"] {
  return withEach(lists, channel, (messages) =>
    messages
      .filter((each) => each.ts !== ts || each.reply_count)
      .map((each) => (each.ts === ts ? { ...each, subtype: "tombstone", blocks: [] } : each)),
  );
}

function withEach(
  lists: State["lists"],
  channel: string,
  change: (messages: Message[]) => Message[],
): State["lists"] {
  const changed = Object.entries(lists)
    .filter(([key]) => key === channel || key.startsWith(`${channel}/`))
    .map(([key, list]) => [key, { ...list, messages: change(list.messages) }] as const);
  return { ...lists, ...Object.fromEntries(changed) };
}

function counted(
  conversations: Conversation[],
  channel: string,
  count: (unread: number) => number,
): Conversation[] {
  return conversations.map((each) =>
    each.id === channel ? { ...each, unread: count(each.unread) } : each,
  );
}

function shown(
  ephemerals: Message[],
  happening: Extract<Happening, { type: "ephemeral" }>,
): Message[] {
  const ts = happening.message?.ts ?? happening.ts;
  const others = ephemerals.filter((each) => each.ts !== ts);
  return happening.message ? [...others, { ...happening.message, channel: happening.channel }] : others;
}
