/** What one person sees of the workspace: loaded once, and then kept up with what happens. */
import { useSyncExternalStore } from "react";
import { go, whereIs } from "./address";
import { seenEarly } from "./early";
import { after, empty, place, type State } from "./state";
import { act, Away, listen, pick, Refused, start } from "./server";
import type { Conversation, Happening, Message, Picked, View } from "./types";

const ASKS_THE_BOT = ["say", "command", "shortcut", "click", "submit"];

export class Store {
  /** When this person last did something that the bot may answer. */
  askedAt = 0;
  private loads = 0;
  private readonly wanted = new Set<string>();
  private homeWanted = false;
  private readonly files = new Map<string, Promise<string | null>>();
  state: State;
  private readonly watchers = new Set<() => void>();
  private readonly end: () => void;

  constructor(readonly person: string) {
    const language = start.languages[person]!;
    this.state = {
      ...empty(Date.parse(start.now) - Date.now(), language),
      lists: seenEarly(person),
    };
    this.end = listen(person, this.heard, (connected) => {
      this.set({ connected });
      if (!connected) return;
      this.load().catch(unlessAway);
      this.loadLanguage().catch(unlessAway);
      if (this.homeWanted) void this.openHome();
    });
  }

  /** Stops listening. */
  close(): void {
    this.end();
  }

  act<Result>(deed: string, more: object = {}): Promise<Result> {
    if (ASKS_THE_BOT.includes(deed)) this.askedAt = Date.now();
    return act<Result>(this.person, deed, more);
  }

  pick(file: File): Promise<Picked> {
    return pick(this.person, file);
  }

  /** Looks at everything anew: at the start, and when the connection was away. */
  private async load(): Promise<void> {
    this.loads += 1;
    const [ephemerals] = await Promise.all([
      this.act<Message[]>("ephemerals"),
      this.loadConversations(),
      this.loadViews(),
    ]);
    this.set({ ephemerals });
    const places = [...this.wanted].map((key) => key.split("/") as [string, string?]);
    await Promise.all(places.map(([channel, thread]) => this.see(channel, thread, true)));
  }

  private async loadConversations(): Promise<void> {
    this.set({ conversations: await this.act<Conversation[]>("conversations") });
  }

  private async loadLanguage(): Promise<void> {
    const language = await this.act<string>("language");
    start.languages[this.person] = language;
    this.set({ language });
  }

  async loadViews(): Promise<void> {
    this.set({ views: await this.act<View[]>("views") });
  }

  /**
   * Loads the newest messages of a conversation, or a whole thread, unless they are there. When the
   * workspace is away they come when it is back; who may not see them goes to where they may be.
   */
  async see(channel: string, thread = "", again = false): Promise<void> {
    const key = place(channel, thread);
    this.wanted.add(key);
    try {
      await this.loadPlace(key, channel, thread, again);
    } catch (wrong) {
      if (!(wrong instanceof Refused)) return unlessAway(wrong);
      this.wanted.delete(key);
      const here = whereIs(location.hash);
      const inSight = [here.channel, place(here.channel, here.thread)];
      if (here.person === this.person && inSight.includes(key)) go(this.person);
    }
  }

  private async loadPlace(
    key: string,
    channel: string,
    thread: string,
    again: boolean,
  ): Promise<void> {
    if (this.state.lists[key] && !again) return;
    const loads = this.loads;
    const told = thread
      ? { messages: await this.act<Message[]>("messages", { channel, thread }), older: false }
      : await this.act<{ messages: Message[]; older: boolean }>("page", { channel });
    // Answered before the stream began, perhaps: then something may have been said in between.
    if (loads !== this.loads) return this.loadPlace(key, channel, thread, true);
    this.set({ lists: { ...this.state.lists, [key]: { ...told, before: 0 } } });
  }

  /** Loads the messages before those that are there. */
  async seeOlder(channel: string): Promise<void> {
    const list = this.state.lists[channel];
    const first = list?.messages[0];
    if (!list?.older || !first) return;
    const told = await this.act<{ messages: Message[]; older: boolean }>("page", {
      channel,
      before: first.ts,
    });
    const now = this.state.lists[channel];
    if (!now || now.messages[0] !== first) return;
    const messages = [...told.messages, ...now.messages];
    const before = now.before + told.messages.length;
    const lists = { ...this.state.lists, [channel]: { messages, older: told.older, before } };
    this.set({ lists });
  }

  /** Opens the home page; what is there comes at once, what is drawn anew a moment later. */
  async openHome(): Promise<void> {
    this.homeWanted = true;
    const home = await this.act<View | null>("home").catch(unlessAway);
    if (home && !this.state.home) this.set({ home });
  }

  /** The content of a file; asked once, for it does not change until it is gone. */
  file(id: string): Promise<string | null> {
    const known = this.files.get(id);
    if (known) return known;
    const asked = this.act<string | null>("file", { file: id });
    this.files.set(id, asked);
    asked.catch(() => this.files.delete(id));
    return asked;
  }

  hide(message: Message): void {
    this.set({ ephemerals: this.state.ephemerals.filter((each) => each.ts !== message.ts) });
  }

  private readonly heard = (happening: Happening) => {
    if (happening.type === "view") void this.loadViews();
    else if (happening.type === "emptied") {
      go(this.person);
      location.reload();
    }
    else if (happening.type === "channel" || happening.type === "person") void this.loadConversations();
    else {
      const unknown =
        happening.type === "message" &&
        !this.state.conversations.some((each) => each.id === happening.channel);
      if (unknown) void this.loadConversations();
      // They may have asked the bot for another language; what it answers is the first sign of it.
      if (happening.type === "ephemeral" || isFromBot(happening)) {
        this.loadLanguage().catch(unlessAway);
      }
      this.set(after(this.state, happening, this.person));
    }
  };

  private set(part: Partial<State>): void {
    this.state = { ...this.state, ...part };
    for (const watcher of this.watchers) watcher();
  }

  readonly watch = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
}

function isFromBot(happening: Happening): boolean {
  return happening.type === "message" && happening.message.user === start.bot;
}

/** The stream says when the workspace is back, and then everything is asked anew. */
function unlessAway(wrong: unknown): void {
  if (!(wrong instanceof Away)) throw wrong;
}

/** A part of what is seen; a component is drawn again when that part changed. */
export function useSeen<Part>(store: Store, part: (state: State) => Part): Part {
  return useSyncExternalStore(store.watch, () => part(store.state));
}
