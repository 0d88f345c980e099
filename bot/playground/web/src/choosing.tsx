/** A button that opens a list to choose from. */
import { Menu, MenuButton, MenuItem, MenuItems } from "@headlessui/react";
import type { ReactNode } from "react";

export interface Choosable {
  key: string;
  label: ReactNode;
  choose: () => void;
}

interface Props {
  /** What is on the button. */
  children: ReactNode;
  className: string;
  items: Choosable[];
  anchor?: "bottom start" | "bottom end" | "top start";
  face?: string;
}

export function Choosing({ children, className, items, anchor = "bottom start", face }: Props) {
  return (
    <Menu as="div" className={className}>
      {({ open }) => (
        <>
          <MenuButton className={face}>{children}</MenuButton>
          {/* Made when it opens: there are many of these, and few are opened. */}
          {open && (
            <MenuItems anchor={anchor} modal={false} className="popover menu-items">
              {items.map(({ key, label, choose }) => (
                <MenuItem key={key}>
                  <button type="button" onClick={choose}>
                    {label}
                  </button>
                </MenuItem>
              ))}
            </MenuItems>
          )}
        </>
      )}
    </Menu>
  );
}
