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
    // On what is there by then: while a file is brought, somebody goes on typing elsewhere.
    setValues((before) => {
      const now = { ...before, [block]: value };
      sessionStorage[key] = JSON.stringify(now);
      return now;
    });
  }
  return { values, type, forget: () => sessionStorage.removeItem(key) };
}
