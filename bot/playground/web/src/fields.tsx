/** What can be filled in: the inputs of Block Kit on native ones, each with the value it sends. */
import { humans } from "./people";
import type { Element } from "./types";
import { say } from "./words";

export type Filled = string | number | string[];

interface Props {
  element: Element;
  value: Filled;
  onChange: (value: Filled) => void;
  /** The name of the field, unless `id` leads to its label. */
  label?: string;
  id?: string;
  describedBy?: string;
  wrong?: boolean;
}

export function Field({ element, value, onChange, label, id, describedBy, wrong }: Props) {
  const common = {
    id,
    "aria-label": label,
    "aria-describedby": describedBy,
    "aria-invalid": wrong || undefined,
  };
  const text = Array.isArray(value) ? "" : String(value ?? "");
  const changed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  switch (element.type) {
    case "radio_buttons":
    case "checkboxes":
      return <Ticks element={element} value={value} onChange={onChange} common={common} />;
    case "static_select":
    case "external_select":
    case "users_select":
    case "conversations_select":
    case "channels_select":
      return (
        <select {...common} value={text} onChange={changed}>
          <option value="">{element.placeholder?.text ?? say("control.choose")}</option>
          {choices(element).map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </select>
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
          onChange={(event) => onChange(Math.floor(Date.parse(event.currentTarget.value) / 1000))}
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

function Ticks({ element, value, onChange, common }: Props & { common: object }) {
  const many = element.type === "checkboxes";
  const chosen = Array.isArray(value) ? value : [String(value ?? "")];
  return (
    <fieldset {...common} role={many ? "group" : "radiogroup"}>
      {element.options?.map((option) => (
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
          {option.text.text}
        </label>
      ))}
    </fieldset>
  );
}

function local(seconds: number): string {
  const moment = new Date(seconds * 1000);
  moment.setMinutes(moment.getMinutes() - moment.getTimezoneOffset());
  return moment.toISOString().slice(0, 16);
}

/** What can be chosen at an element, by value and label. */
export function choices(element: Element): { value: string; label: string }[] {
  if (element.type === "users_select") {
    return humans.map((each) => ({ value: each.id, label: each.real_name }));
  }
  const options = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  return options.map((each) => ({ value: each.value, label: each.text.text }));
}

/** The value that an element was drawn with. */
export function initial(element: Element): Filled {
  if (element.initial_option) return element.initial_option.value;
  if (element.initial_options) return element.initial_options.map((each) => each.value);
  for (const [name, value] of Object.entries(element)) {
    if (name.startsWith("initial_") && value) return value as Filled;
  }
  return element.type === "checkboxes" ? [] : "";
}

export function isEmpty(value: Filled): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}
