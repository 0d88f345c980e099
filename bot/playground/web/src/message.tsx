/** One message: who said it and when, what it says, and what can be done with it. */
import { memo, useState } from "react";
import { useHere } from "./app";
import { go } from "./address";
import { Blocks } from "./blocks";
import { Choosing } from "./choosing";
import { File } from "./file";
import { nameOf, Picture } from "./people";
import { useShortcuts } from "./shortcuts";
import { start } from "./server";
import { Sign } from "./sign";
import type { Block, Message as Said } from "./types";
import { why } from "./why";
import { say, sentAt, time } from "./words";

interface Props {
  message: Said;
  channel: string;
  thread: string;
}

const EMOJI: Record<string, string> = {
  "+1": "👍", tada: "🎉", heart: "❤️", eyes: "👀", white_check_mark: "✅", clap: "👏",
};

export const Message = memo(function Message({ message, channel, thread }: Props) {
  const { store, me } = useHere();
  const [wrong, setWrong] = useState("");
  const name = nameOf(message.user);
  const sent = sentAt(message.ts);
  if (message.subtype === "tombstone") return <p className="gone">{say("gone")}</p>;

  async function press(action_id: string, block_id: string, value?: unknown) {
    setWrong("");
    const source = { channel, ts: message.ts };
    await store
      .act("click", { source, action_id, block_id, value })
      .catch((refused: unknown) => setWrong(why(refused)));
  }

  return (
    <article
      className="message"
      aria-label={`${name}, ${time(sent, me)}`}
      tabIndex={-1}
      data-only-you={message.is_ephemeral}
    >
      <Picture id={message.user} />
      <div className="said">
        {message.is_ephemeral && (
          <p className="only-you">
            {say("only_you")}{" "}
            <button type="button" className="plain" onClick={() => store.hide(message)}>
              {say("dismiss")}
            </button>
          </p>
        )}
        <p className="by">
          <b>{name}</b> {message.user === start.bot && <span className="badge">{say("app")}</span>}{" "}
          <time dateTime={sent.toISOString()}>{time(sent, me)}</time>
          {message.edited && message.user !== start.bot && <small> {say("edited")}</small>}
        </p>
        <Blocks blocks={blocksOf(message)} press={press} />
        {message.files?.map((each) => <File key={each.id} file={each} />)}
        {wrong && (
          <p className="wrong" role="alert">
            {wrong}
          </p>
        )}
        <Reactions message={message} channel={channel} />
        {!thread && <Replies message={message} channel={channel} />}
      </div>
      {!message.is_ephemeral && <Tools message={message} channel={channel} thread={thread} />}
    </article>
  );
});

/** The blocks of a message; its text as one where it has none. */
function blocksOf(message: Said): Block[] {
  if (message.blocks?.length || !message.text) return message.blocks ?? [];
  const text = { type: "mrkdwn", text: message.text };
  return [{ type: "section", block_id: "text", text } as Block];
}

function Replies({ message, channel }: { message: Said; channel: string }) {
  const { me } = useHere();
  const count = message.reply_count ?? 0;
  if (!count) return null;
  return (
    <button type="button" className="replies" onClick={() => go(me.id, channel, message.ts)}>
      {message.reply_users?.slice(0, 3).map((each) => <Picture key={each} id={each} />)}
      {count === 1 ? say("thread.open_one") : say("thread.open", { count })}
    </button>
  );
}

function useReact(message: Said, channel: string) {
  const { store, me } = useHere();
  return (name: string) => {
    const given = message.reactions?.find((each) => each.name === name)?.users.includes(me.id);
    void store.act("react", { channel, ts: message.ts, name, take_back: Boolean(given) });
  };
}

function Reactions({ message, channel }: { message: Said; channel: string }) {
  const { me } = useHere();
  const react = useReact(message, channel);
  if (!message.reactions?.length) return null;
  return (
    <div className="reactions">
      {message.reactions.map(({ name, users, count }) => {
        const emoji = EMOJI[name] ?? `:${name}:`;
        const people = users.map(nameOf).join(", ");
        return (
          <button
            type="button"
            key={name}
            aria-pressed={users.includes(me.id)}
            aria-label={say("message.reactions", { emoji: name, count, people })}
            title={people}
            onClick={() => react(name)}
          >
            <span aria-hidden="true">{emoji}</span> {count}
          </button>
        );
      })}
    </div>
  );
}

function Tools({ message, channel, thread }: Props) {
  const { store, me } = useHere();
  const react = useReact(message, channel);
  const shortcuts = useShortcuts("message");
  const items = [
    ...shortcuts.map(({ callback_id, name }) => ({
      key: callback_id,
      label: name,
      choose: () => void store.act("shortcut", { callback_id, channel, ts: message.ts }),
    })),
    ...Object.entries(EMOJI).map(([name, emoji]) => ({
      key: name,
      label: say("message.react", { emoji }),
      choose: () => react(name),
    })),
  ];
  if (!thread) {
    const reply = () => go(me.id, channel, message.ts);
    items.unshift({ key: "reply", label: say("thread.reply"), choose: reply });
  }
  return (
    <Choosing className="tools" items={items} anchor="bottom end">
      <Sign of="more" /> <span className="for-the-ear">{say("message.tools")}</span>
    </Choosing>
  );
}
