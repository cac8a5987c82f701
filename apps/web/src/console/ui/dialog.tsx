import { useState, type ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLanguage } from '../language.js';
import { Button } from './button.js';
import { ErrorBox } from './error-box.js';

/**
 * Something to be done before going on; Escape closes it, the focus goes back to where it was.
 *
 * @example {isOpen && <Dialog title={t.people.copyTitle} onClose={() => setOpen(false)}>…</Dialog>}
 */
export function Dialog({
  title,
  onClose,
  isAlert = false,
  children,
}: {
  title: string;
  onClose: () => void;
  /** Asks about something that cannot be taken back: a click beside it does not close it. */
  isAlert?: boolean;
  children: ReactNode;
}) {
  return (
    <ModalOverlay
      className="dialog-back"
      isOpen
      isDismissable={!isAlert}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Modal className="dialog">
        <AriaDialog role={isAlert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/**
 * Asks before something that hurts: the children say what will happen, and to how many. What the server refuses is said
 * here, and can be tried again.
 *
 * @param act the verb and its object, as on the button that led here: "Khóa tài khoản"
 * @example <Confirm title={…} act={t.people.disable} work={() => post(…)} onDone={close} onClose={close}>…</Confirm>
 */
export function Confirm({
  title,
  act,
  work,
  onDone,
  onClose,
  children,
}: {
  title: string;
  act: string;
  work: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  return (
    <Dialog title={title} onClose={onClose} isAlert>
      {children}
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button
          kind="danger"
          work={async () => {
            setError(null);
            await work();
            onDone();
          }}
          onError={setError}
        >
          {act}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
