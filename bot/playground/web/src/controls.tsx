/** What can be chosen from in messages and on the home page: it acts as soon as it is chosen. */
import { useState, type FormEvent } from "react";
import { Choosing } from "./choosing";
import { Field, initial, isEmpty, useChoices, type Filled } from "./fields";
import { Sign } from "./sign";
import type { Element } from "./types";
import { say } from "./words";

const MENUS = [
  "static_select", "external_select", "overflow",
  "users_select", "conversations_select", "channels_select",
];

interface Props {
  element: Element;
  choose: (value: Filled) => void;
}

export function Control({ element, choose }: Props) {
  return MENUS.includes(element.type) ? (
    <Choice element={element} choose={choose} />
  ) : (
    <Sent element={element} choose={choose} />
  );
}

function Choice({ element, choose }: Props) {
  const overflow = element.type === "overflow";
  const groups = useChoices(element);
  const options = groups.flatMap((group) => group.choices);
  const chosen = options.find((each) => each.value === initial(element));
  const items = groups.flatMap((group) =>
    group.choices.map(({ value, label }) => ({
      key: value,
      label,
      heading: group.label,
      choose: () => choose(value),
    })),
  );
  return (
    <Choosing className="choice" face={overflow ? "dots" : "select"} items={items}>
      {overflow ? (
        <>
          <Sign of="more" /> <span className="for-the-ear">{say("control.more")}</span>
        </>
      ) : (
        <>
          {chosen?.label ?? element.placeholder?.text ?? say("control.choose")} <Sign of="down" />
        </>
      )}
    </Choosing>
  );
}

/** Something to fill in first, and then to send: a date that is half typed is no answer. */
function Sent({ element, choose }: Props) {
  const [value, setValue] = useState<Filled>(initial(element));
  function send(event: FormEvent) {
    event.preventDefault();
    if (!isEmpty(value)) choose(value);
  }
  const label = element.placeholder?.text ?? say("control.choose");
  return (
    <form className="row" onSubmit={send}>
      <Field element={element} value={value} onChange={setValue} label={label} />
      <button type="submit">
        {say(element.type === "datepicker" ? "control.take_date" : "control.send")}
      </button>
    </form>
  );
}
