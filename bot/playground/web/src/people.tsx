/** Who people are, and the picture that stands for them. */
import icon from "./icon.svg";
import { start } from "./server";
import type { Conversation, Person } from "./types";

const known = new Map(start.people.map((each) => [each.id, each]));

export const humans: Person[] = start.people.filter((each) => !each.is_bot);

export function nameOf(id: string): string {
  return known.get(id)?.real_name ?? id;
}

/** A conversation as people call it: `#inkoop`, or the name of who is in it with them. */
export function titleOf(conversation: Conversation | undefined): string {
  if (!conversation) return "";
  return conversation.direct_with ? nameOf(start.bot) : `#${conversation.name}`;
}

export function Picture({ id }: { id: string }) {
  if (id === start.bot) return <img className="picture" src={icon} alt="" />;
  const initials = nameOf(id)
    .split(" ")
    .map((word) => word[0])
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("");
  return (
    <span className="picture" data-colour={colourOf(id)} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  );
}

function colourOf(id: string): number {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4;
}
