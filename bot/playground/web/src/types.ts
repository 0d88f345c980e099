/** The shapes in which the workspace tells things. */
import type { Block as DrawnBlock } from "slack-blocks-to-jsx";

export interface Person {
  id: string;
  name: string;
  real_name: string;
  title: string;
  locale: string;
  zone: string;
  deleted: boolean;
  is_bot: boolean;
}

export interface Conversation {
  id: string;
  name: string;
  direct_with: string;
  archived: boolean;
  unread: number;
}

export interface Option {
  text: { text: string };
  value: string;
  url?: string;
}

export interface Confirm {
  title: { text: string };
  text: { text: string };
  confirm: { text: string };
  deny: { text: string };
  style?: string;
}

/** Something that can be pressed, chosen from or filled in; the kinds differ in what they hold. */
export interface Element {
  type: string;
  action_id?: string;
  text?: { text: string };
  url?: string;
  options?: Option[];
  option_groups?: { label: { text: string }; options: Option[] }[];
  placeholder?: { text: string };
  confirm?: Confirm;
  accessibility_label?: string;
  multiline?: boolean;
  max_length?: number;
  is_decimal_allowed?: boolean;
  filetypes?: string[];
  max_files?: number;
  initial_option?: Option;
  initial_options?: Option[];
  initial_value?: string;
  [initial: `initial_${string}`]: unknown;
}

export interface Block {
  type: DrawnBlock["type"];
  block_id: string;
  elements?: Element[];
  element?: Element;
  accessory?: Element;
  label?: { text: string };
  hint?: { text: string };
  optional?: boolean;
  slack_file?: { id?: string };
  alt_text?: string;
}

/** A file that was picked in a form. */
export interface Picked {
  id: string;
  name: string;
  size: number;
}

export interface Attached extends Picked {
  title: string;
  mimetype: string;
  alt_txt: string;
  mode: string;
}

export interface Message {
  ts: string;
  user: string;
  text: string;
  channel?: string;
  blocks?: Block[];
  files?: Attached[];
  thread_ts?: string;
  reply_count?: number;
  latest_reply?: string;
  reply_users?: string[];
  reactions?: { name: string; users: string[]; count: number }[];
  edited?: object;
  subtype?: string;
  is_ephemeral?: boolean;
}

export interface View {
  id: string;
  type: "modal" | "home";
  hash: string;
  blocks: Block[];
  title: { text: string };
  submit: { text: string } | null;
  close: { text: string } | null;
  previous_view_id: string | null;
}

export interface Command {
  command: string;
  description?: string;
  usage_hint?: string;
}

export interface Shortcut {
  name: string;
  callback_id: string;
  type: "global" | "message";
  description: string;
}

export interface Passage {
  number: number;
  direction: "to the bot" | "to the workspace";
  kind: string;
  payload: unknown;
  response: unknown;
  milliseconds: number;
  ok: boolean;
  started: string;
}

export interface Start {
  token: string;
  team: string;
  person: string;
  bot: string;
  people: Person[];
  /** The language in which the bot speaks to each of them. */
  languages: Record<string, string>;
  now: string;
  toured: boolean;
  words: Record<string, Record<string, string>>;
}

export type Happening =
  | { type: "message"; channel: string; message: Message; root?: Message }
  | { type: "changed"; channel: string; message: Message }
  | { type: "file_gone"; file: string }
  | { type: "deleted"; channel: string; ts: string }
  | { type: "ephemeral"; channel: string; message: Message | null; ts?: string }
  | { type: "view" }
  | { type: "home"; view: View }
  | { type: "read"; channel: string }
  | { type: "clock" | "ready"; now: string }
  | { type: "emptied" | "person" | "channel" | "connected" | "installed" };
