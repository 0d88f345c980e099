/** A button that opens a list to choose from. */
import { Menu, MenuButton, MenuHeading, MenuItem, MenuItems, MenuSection } from "@headlessui/react";
import type { ReactNode } from "react";

export interface Choosable {
  key: string;
  label: ReactNode;
  /** The name of the group that it is in. */
  heading?: string;
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
              {inGroups(items).map(([heading, group]) =>
                heading ? (
                  <MenuSection key={heading} className="menu-group">
                    <MenuHeading className="menu-heading">{heading}</MenuHeading>
                    <Items items={group} />
                  </MenuSection>
                ) : (
                  <Items key="" items={group} />
                ),
              )}
            </MenuItems>
          )}
        </>
      )}
    </Menu>
  );
}

function Items({ items }: { items: Choosable[] }) {
  return items.map(({ key, label, choose }) => (
    <MenuItem key={key}>
      <button type="button" onClick={choose}>
        {label}
      </button>
    </MenuItem>
  ));
}

/** The items by the name of their group, in their order. */
function inGroups(items: Choosable[]): [string, Choosable[]][] {
  const groups = new Map<string, Choosable[]>();
  for (const each of items) {
    const heading = each.heading ?? "";
    groups.set(heading, [...(groups.get(heading) ?? []), each]);
  }
  return [...groups];
}
