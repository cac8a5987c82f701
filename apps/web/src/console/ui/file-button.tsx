import './file-button.css';

/** A button by which a file is chosen; the same file can be chosen again. */
export function FileButton({ label, accept, onFile }: { label: string; accept: string; onFile: (file: File) => void }) {
  return (
    <label className="button button-second file-button">
      {label}
      <input
        type="file"
        className="unseen"
        accept={accept}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
