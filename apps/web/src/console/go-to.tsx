import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import { useNavigate } from 'react-router';
import { fold } from '../shared/fold.js';
import { useContests } from './contest.js';
import { useLanguage } from './language.js';
import type { ConsolePage } from './routes.js';
import { Dialog } from './ui/dialog.js';

/** Letters that are looked for, all words in any order and without accents. @example holdsWords('Sửa đáp án', 'dap sua') */
const holdsWords = (text: string, letters: string): boolean =>
  fold(letters)
    .split(/\s+/)
    .every((word) => fold(text).includes(word));

/** Every page of the menu and every contest, found by a few letters and opened with Enter. */
export function GoTo({ pages, onClose }: { pages: readonly ConsolePage[]; onClose: () => void }) {
  const { t } = useLanguage();
  const { all, contest, choose } = useContests();
  const navigate = useNavigate();
  const search = contest ? `?cuoc-thi=${contest.slug}` : '';
  const targets = [
    ...pages.map(({ path, title, group }) => ({
      id: `trang/${path}`,
      title: title(t),
      hint: group === 'now' ? '' : t.frame.groups[group],
      open: () => void navigate({ pathname: `/${path}`, search }),
    })),
    ...all
      .filter(({ slug }) => slug !== contest?.slug)
      .map(({ slug, title }) => ({
        id: `cuoc-thi/${slug}`,
        title,
        hint: t.frame.switchTo,
        open: () => choose(slug),
      })),
  ];
  return (
    <Dialog title={t.frame.goTo} onClose={onClose}>
      <Autocomplete filter={holdsWords}>
        <SearchField className="field" autoFocus>
          <Label className="label">{t.frame.goToLabel}</Label>
          <Input className="input" />
        </SearchField>
        <Menu
          className="go-to"
          aria-label={t.frame.goTo}
          items={targets}
          renderEmptyState={() => t.frame.goToNothing}
          onAction={(id) => {
            onClose();
            targets.find((one) => one.id === id)?.open();
          }}
        >
          {({ title, hint }) => (
            <MenuItem className="choices-act" textValue={`${title} ${hint}`}>
              {title}
              {hint && <span className="hint"> {hint}</span>}
            </MenuItem>
          )}
        </Menu>
      </Autocomplete>
    </Dialog>
  );
}
