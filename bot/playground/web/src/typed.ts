/** What is typed in a form and not sent in yet: kept in this tab, so that a reload takes none of it. */
import { useState } from "react";
import type { Filled } from "./fields";

export type Values = Record<string, Filled>;

interface Typed {
  values: Values;
  type: (block: string, value: Filled) => void;
  forget: () => void;
}

export function useTyped(view: string): Typed {
  const key = `typed ${view}`;
  const [values, setValues] = useState<Values>(() => JSON.parse(sessionStorage[key] ?? "{}"));
  function type(block: string, value: Filled) {
    const now = { ...values, [block]: value };
    setValues(now);
    sessionStorage[key] = JSON.stringify(now);
  }
  return { values, type, forget: () => sessionStorage.removeItem(key) };
}
