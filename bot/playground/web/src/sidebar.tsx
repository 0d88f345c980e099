/** At the left: who you are, and the conversations that you are in. */
import { useHere } from "./app";
import { go } from "./address";
import { humans, Picture, titleOf } from "./people";
import { useSeen } from "./store";
import type { Conversation } from "./types";
import { say } from "./words";

interface Props {
  channel: string;
  /** Also when it is where somebody is already. */
  onChoose: () => void;
}

export function Sidebar({ channel, onChoose }: Props) {
  const { store, me } = useHere();
  const conversations = useSeen(store, (state) => state.conversations);
  const channels = conversations.filter((each) => !each.direct_with);
  const directs = conversations.filter((each) => each.direct_with);
  return (
    <nav className="sidebar" aria-label={say("menu")}>
      <h2>{say("you_are")}</h2>
      <ul className="who">
        {humans.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              aria-current={each.id === me.id ? "true" : undefined}
              onClick={() => {
                onChoose();
                go(each.id);
              }}
            >
              <Picture id={each.id} />
              <span>
                {each.real_name} <small>{each.title}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <h2>{say("channels")}</h2>
      <Places places={channels} channel={channel} onChoose={onChoose} />
      <h2>{say("directs")}</h2>
      <Places places={directs} channel={channel} onChoose={onChoose} />
    </nav>
  );
}

function Places({ places, channel, onChoose }: Props & { places: Conversation[] }) {
  const { me, where } = useHere();
  return (
    <ul className="places">
      {places.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            aria-current={each.id === channel ? "page" : undefined}
            data-unread={each.unread > 0 && each.id !== where.channel}
            onClick={() => {
              onChoose();
              go(me.id, each.id);
            }}
          >
            <span>{titleOf(each)}</span>
            {each.id !== where.channel && <Unread count={each.unread} />}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How many messages somebody has not seen in a place. */
export function Unread({ count }: { count: number }) {
  if (!count) return null;
  return (
    <span className="unread">
      <span aria-hidden="true">{count}</span>
      <span className="for-the-ear">{say("unread", { count })}</span>
    </span>
  );
}
