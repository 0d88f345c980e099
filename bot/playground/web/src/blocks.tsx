/**
 * Draws Block Kit with the library slack-blocks-to-jsx.
 *
 * Its buttons are pressed here, for the library tells nobody. What else can be chosen or filled in
 * it only shows: those elements are drawn by `controls` and `fields`, the same look on native ones.
 */
import { memo, useState, type MouseEvent, type ReactNode } from "react";
import { Message as Library, type Block as LibraryBlock } from "slack-blocks-to-jsx";
import { addressOf, go, placeOf } from "./address";
import { useHere } from "./app";
import { Ask } from "./ask";
import { Control } from "./controls";
import { PictureFile } from "./file";
import { useMedia } from "./media";
import { humans, nameOf } from "./people";
import { start } from "./server";
import type { Block, Confirm, Element } from "./types";

export type Press = (action_id: string, block_id: string, value?: unknown) => Promise<unknown>;

const BUTTONS = ["button", "icon_button", "workflow_button", "feedback_buttons"];
const DATA = {
  users: [...humans, { id: start.bot, real_name: nameOf(start.bot) }].map((each) => ({
    id: each.id,
    name: each.real_name,
  })),
  channels: [],
  user_groups: [],
};

interface Props {
  blocks: Block[];
  press: Press;
}

export const Blocks = memo(function Blocks({ blocks, press }: Props) {
  const [asked, setAsked] = useState<{ confirm: Confirm; go: () => void } | null>(null);

  function pressed(block: Block, element: Element, value?: unknown) {
    const go = () => void press(element.action_id ?? "", block.block_id, value);
    if (element.confirm) setAsked({ confirm: element.confirm, go });
    else go();
  }

  return (
    <div className="blocks">
      {blocks.map((block, at) => (
        // Not by block_id: that is new at every update, and what has the focus must keep it.
        <One key={`${at} ${block.type}`} block={block} pressed={pressed} />
      ))}
      {asked && (
        <Ask
          title={asked.confirm.title.text}
          text={asked.confirm.text.text}
          yes={asked.confirm.confirm.text}
          no={asked.confirm.deny.text}
          danger={asked.confirm.style === "danger"}
          onYes={asked.go}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
});

type Pressed = (block: Block, element: Element, value?: unknown) => void;

function One({ block, pressed }: { block: Block; pressed: Pressed }) {
  const element = block.accessory ?? block.element;
  if (block.type === "actions") return <Row block={block} pressed={pressed} />;
  if (block.slack_file?.id) {
    return <PictureFile key={block.slack_file.id} id={block.slack_file.id} alt={block.alt_text ?? ""} />;
  }
  if (element && element.type !== "image" && !BUTTONS.includes(element.type)) {
    const { accessory: _, ...rest } = block;
    return (
      <div className="with-control">
        {block.accessory ? <Drawn block={rest} pressed={pressed} /> : <b>{block.label?.text}</b>}
        <Control key={element.action_id} element={element} choose={(value) => pressed(block, element, value)} />
      </div>
    );
  }
  return <Drawn block={block} pressed={pressed} />;
}

/** A row of things to press: the buttons by the library, the rest by controls, in their order. */
function Row({ block, pressed }: { block: Block; pressed: Pressed }) {
  const runs: Element[][] = [];
  for (const element of block.elements ?? []) {
    const last = runs.at(-1);
    if (BUTTONS.includes(element.type) && last && BUTTONS.includes(last[0]!.type)) last.push(element);
    else runs.push([element]);
  }
  return (
    <div className="actions">
      {runs.map((run, at) => {
        const first = run[0]!;
        return BUTTONS.includes(first.type) ? (
          <Drawn key={at} block={{ ...block, elements: run }} pressed={pressed} />
        ) : (
          <Control key={first.action_id} element={first} choose={(value) => pressed(block, first, value)} />
        );
      })}
    </div>
  );
}

function Drawn({ block, pressed }: { block: Block; pressed: Pressed }) {
  const { me } = useHere();
  const dark = useMedia("(prefers-color-scheme: dark)");
  function click(event: MouseEvent) {
    const id = (event.target as HTMLElement).closest("button[id]")?.id;
    const element = id && elements(block).find((each) => each.action_id === id);
    if (!element) return;
    pressed(block, element);
    const within = placeOf(element.url);
    if (within) go(me.id, ...within);
  }
  return (
    <div className="drawn" onClick={click}>
      <Library
        withoutWrapper
        name=""
        logo=""
        theme={dark ? "dark" : "light"}
        data={DATA}
        hooks={HOOKS}
        blocks={[ownPart(block) as LibraryBlock]}
      />
    </div>
  );
}

interface Linked {
  href: string;
  className?: string;
  children?: ReactNode;
}

const HOOKS = { link: (linked: Linked) => <Linked {...linked} /> };

/** A link: within the workspace it leads there, to the web it opens beside this page. */
function Linked({ href, className, children }: Linked) {
  const { me } = useHere();
  const within = placeOf(href);
  if (within) {
    return (
      <a href={addressOf(me.id, ...within)} className={className}>
        {children}
      </a>
    );
  }
  if (!/^(https?|mailto):/.test(href)) return <span>{children}</span>;
  return (
    <a href={href} className={className} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** Everything in a block that has an action of its own, however deep. */
function elements(held: object): Element[] {
  return Object.values(held).flatMap((each): Element[] => {
    if (typeof each !== "object" || each === null) return [];
    return "action_id" in each ? [each as Element] : elements(each);
  });
}

/**
 * What the library does of a block: it does not ask "are you sure?", nor lead to places here. It
 * would read `<!channel>` as a mention even in plain text; with a joiner in it that stays as typed.
 */
function ownPart(block: Block): Block {
  return JSON.parse(
    JSON.stringify(block, function (this: { type?: string }, key, value) {
      if (key === "confirm" || (key === "url" && this.type !== "link" && placeOf(value))) {
        return undefined;
      }
      const isPlain = key === "text" && (this.type === "plain_text" || this.type === "text");
      return isPlain && typeof value === "string" ? value.replace(/<(?=[!@#])/g, "<\u2060") : value;
    }),
  );
}

