import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useLanguage } from '../language.js';

/** What can be done with one row. @example <RowMenu name={row.fullName} acts={[{ title: t.people.end, act: () => … }]} /> */
export function RowMenu({
  name,
  acts,
}: {
  name: string;
  acts: readonly { title: string; isDanger?: boolean; act: () => void }[];
}) {
  const { t } = useLanguage();
  if (acts.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className="row-menu" aria-label={t.frame.actsFor(name)}>
        <span aria-hidden="true">⋯</span>
      </Button>
      <Popover className="choices-sheet" placement="bottom end">
        <Menu>
          {acts.map(({ title, isDanger, act }) => (
            <MenuItem key={title} className={`choices-act${isDanger ? ' choices-danger' : ''}`} onAction={act}>
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
