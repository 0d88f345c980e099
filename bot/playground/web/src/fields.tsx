/** What can be filled in: the inputs of Block Kit on native ones, each with the value it sends. */
import { useHere } from "./app";
import { humans, titleOf } from "./people";
import { Pick } from "./pick";
import { useSeen } from "./store";
import type { Element, Picked } from "./types";
import { say } from "./words";

export type Filled = string | number | string[] | Picked[];

interface Props {
  element: Element;
  value: Filled;
  onChange: (value: Filled) => void;
  /** The name of the field, unless `id` leads to its label. */
  label?: string;
  id?: string;
  describedBy?: string;
  wrong?: boolean;
  /** Told while something is under way that the value waits for. */
  onBusy?: (busy: boolean) => void;
}

const GROUPS = ["radio_buttons", "checkboxes", "multi_users_select"];

/** Whether a field is several things to tick, under one name. */
export function isGroup(element: Element): boolean {
  return GROUPS.includes(element.type);
}

export function Field({ element, value, onChange, label, id, describedBy, wrong, onBusy }: Props) {
  const common = {
    id,
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": wrong || undefined,
  };
  const text = Array.isArray(value) ? "" : String(value ?? "");
  const changed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  if (isGroup(element)) {
    return <Ticks element={element} value={value} onChange={onChange} common={common} />;
  }
  if (element.type.endsWith("_select")) {
    return <Select element={element} value={value} onChange={onChange} common={common} />;
  }
  switch (element.type) {
    case "file_input":
      return (
        <Pick element={element} picked={value as Picked[]} onChange={onChange} onBusy={onBusy} common={common} />
      );
    case "datepicker":
      return <input {...common} type="date" value={text} onChange={changed} />;
    case "timepicker":
      return <input {...common} type="time" value={text} onChange={changed} />;
    case "datetimepicker":
      return (
        <input
          {...common}
          type="datetime-local"
          value={value ? local(Number(value)) : ""}
          onChange={(event) => onChange(seconds(event.currentTarget.value))}
        />
      );
    case "number_input":
      return (
        <input
          {...common}
          type="number"
          step={element.is_decimal_allowed ? "any" : 1}
          value={text}
          onChange={changed}
        />
      );
    case "plain_text_input":
    case "rich_text_input":
      if (element.multiline || element.type === "rich_text_input") {
        return (
          <textarea {...common} rows={4} maxLength={element.max_length} value={text} onChange={changed} />
        );
      }
  }
  const types: Record<string, string> = { email_text_input: "email", url_text_input: "url" };
  return (
    <input
      {...common}
      type={types[element.type] ?? "text"}
      maxLength={element.max_length}
      value={text}
      onChange={changed}
    />
  );
}

function Select({ element, value, onChange, common }: Props & { common: object }) {
  const many = element.type.startsWith("multi_");
  const groups = useChoices(element);
  return (
    <select
      {...common}
      multiple={many}
      value={many && !Array.isArray(value) ? [] : (value as string | string[])}
      onChange={({ currentTarget: { selectedOptions, value: one } }) =>
        onChange(many ? [...selectedOptions].map((each) => each.value) : one)
      }
    >
      {!many && <option value="">{element.placeholder?.text ?? say("control.choose")}</option>}
      {groups.map(({ label, choices }, at) => {
        const options = choices.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ));
        return label ? (
          <optgroup key={at} label={label}>
            {options}
          </optgroup>
        ) : (
          options
        );
      })}
    </select>
  );
}

/** Several people are ticked too: in a native list of several, one click takes the others away. */
function Ticks({ element, value, onChange, common }: Props & { common: object }) {
  const many = element.type !== "radio_buttons";
  const choices = useChoices(element).flatMap((group) => group.choices);
  const chosen = Array.isArray(value) ? (value as string[]) : [String(value ?? "")];
  return (
    <fieldset {...common} role={many ? "group" : "radiogroup"}>
      {choices.map((option) => (
        <label key={option.value} className="tick">
          <input
            type={many ? "checkbox" : "radio"}
            name={element.action_id}
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const others = chosen.filter((each) => each && each !== option.value);
              const on = event.currentTarget.checked;
              onChange(many ? (on ? [...others, option.value] : others) : option.value);
            }}
          />{" "}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** A moment as Slack counts it; nothing when it was cleared. */
function seconds(typed: string): Filled {
  return typed ? Math.floor(Date.parse(typed) / 1000) : "";
}

function local(seconds: number): string {
  const moment = new Date(seconds * 1000);
  moment.setMinutes(moment.getMinutes() - moment.getTimezoneOffset());
  return moment.toISOString().slice(0, 16);
}

interface Group {
  label: string;
  choices: { value: string; label: string }[];
}

/** What can be chosen at an element, by value and label, in groups that may have a name. */
export function useChoices(element: Element): Group[] {
  const { store } = useHere();
  const conversations = useSeen(store, (state) => state.conversations);
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") {
    return [{ label: "", choices: humans.map((each) => ({ value: each.id, label: each.real_name })) }];
  }
  if (kind === "conversations_select" || kind === "channels_select") {
    const known = conversations.filter((each) => kind !== "channels_select" || !each.direct_with);
    return [{ label: "", choices: known.map((each) => ({ value: each.id, label: titleOf(each) })) }];
  }
  const groups = element.option_groups ?? [{ label: { text: "" }, options: element.options ?? [] }];
  return groups.map(({ label, options }) => ({
    label: label.text,
    choices: options.map((each) => ({ value: each.value, label: each.text.text })),
  }));
}

/** The value that an element was drawn with. */
export function initial(element: Element): Filled {
  if (element.initial_option) return element.initial_option.value;
  if (element.initial_options) return element.initial_options.map((each) => each.value);
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith("initial_") && value) return value as Filled;
  }
  const many = ["checkboxes", "file_input"].includes(element.type) || element.type.startsWith("multi_");
  return many ? [] : "";
}

export function isEmpty(value: Filled): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}
