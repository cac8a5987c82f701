import type { ComponentChildren } from 'preact';

/** Five drawings in the colours of the page. The words beside them say the same, so nobody needs to see them. */

function Picture({ children }: { children: ComponentChildren }) {
  return (
    <svg class="picture" viewBox="0 0 160 120" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A phone of 60 × 108 at x; what it shows is drawn over it. */
const Phone = ({ x }: { x: number }) => (
  <>
    <rect class="p-body" x={x} y="6" width="60" height="108" rx="10" />
    <path class="p-line" d={`M${x + 24} 13h12`} />
  </>
);

const QR =
  'M0 0h10v10h-10zM18 0h10v10h-10zM0 18h10v10h-10zM13 2h3v7h-3zM13 13h4v4h-4zM20 14h4v3h-4zM24 19h4v4h-4zM14 20h5v3h-5zM18 25h5v3h-5zM2 13h6v3h-6z';
const HOLES = 'M3 3h4v4h-4zM21 3h4v4h-4zM3 21h4v4h-4z';

const Scan = () => (
  <Picture>
    <rect class="p-tint" x="8" y="22" width="58" height="76" rx="6" />
    <path class="p-line" d="M20 36h34M20 88h34" />
    <g transform="translate(21 46) scale(1.15)">
      <path class="p-solid" d={QR} />
      <path class="p-hole" d={HOLES} />
    </g>
    <Phone x={86} />
    <path class="p-line" d="M95 46v-8h8M137 46v-8h-8M95 76v8h8M137 76v8h-8" />
    <g transform="translate(102 47)">
      <path class="p-solid" d={QR} />
      <path class="p-hole" d={HOLES} />
    </g>
    <path class="p-faint" d="M68 60h14" stroke-dasharray="3 4" />
  </Picture>
);

const SignUp = () => (
  <Picture>
    <circle class="p-tint" cx="26" cy="48" r="13" />
    <path class="p-tint" d="M6 92c0-14 9-24 20-24s20 10 20 24z" />
    <Phone x={50} />
    <rect class="p-field" x="58" y="24" width="44" height="13" rx="3" />
    <rect class="p-field" x="58" y="43" width="44" height="13" rx="3" />
    <rect class="p-field" x="58" y="62" width="44" height="13" rx="3" />
    <path class="p-line" d="M63 30.500h18M63 49.500h26M63 68.500h14" />
    <rect class="p-solid" x="58" y="86" width="44" height="15" rx="4" />
    <path class="p-tint" d="M118 92V56l17-12 17 12v36z" />
    <path class="p-line" d="M128 92v-12h14v12M127 62h4M139 62h4M127 71h4M139 71h4" />
  </Picture>
);

const Answer = () => (
  <Picture>
    <Phone x={50} />
    <path class="p-line" d="M59 26h42M59 34h30" />
    <rect class="p-field" x="57" y="44" width="46" height="16" rx="4" />
    <rect class="p-chosen" x="57" y="65" width="46" height="16" rx="4" />
    <rect class="p-field" x="57" y="86" width="46" height="16" rx="4" />
    <circle class="p-ring" cx="65" cy="52" r="3.500" />
    <circle class="p-solid" cx="65" cy="73" r="4.500" />
    <circle class="p-ring" cx="65" cy="94" r="3.500" />
    <path class="p-line" d="M74 52h20M74 73h24M74 94h16" />
    <circle class="p-tint" cx="132" cy="38" r="18" />
    <path class="p-line" d="M132 27v11l8 5M128 15h8" />
    <path class="p-good" d="M12 62l8 8 16-18" />
    <path class="p-faint" d="M10 84h28" />
  </Picture>
);

const cells = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => ({ x: 58 + column * 16, y: 24 + row * 16 })));
const HandIn = () => (
  <Picture>
    <Phone x={50} />
    {cells.map(({ x, y }, i) => (
      <rect key={i} class={i === 5 ? 'p-flag' : 'p-chosen'} x={x} y={y} width="12" height="12" rx="3" />
    ))}
    <rect class="p-solid" x="58" y="84" width="44" height="17" rx="4" />
    <path class="p-mark" d="M73 92.500l5 5 9-10" />
    <circle class="p-tint" cx="26" cy="46" r="15" />
    <path class="p-line" d="M37 57l11 11" />
    <path class="p-line" d="M19 46h14M26 39v14" />
    <path class="p-faint" d="M116 93h22M130 84l9 9-9 9" />
  </Picture>
);

const Receipt = () => (
  <Picture>
    <path class="p-body" d="M24 8h58v100l-7.250-6-7.250 6-7.250-6-7.250 6-7.250-6-7.250 6-7.250-6-7.250 6z" />
    <circle class="p-done" cx="53" cy="34" r="14" />
    <path class="p-mark" d="M46 34l5 5 9-10" />
    <rect class="p-field" x="33" y="56" width="40" height="14" rx="3" />
    <path class="p-line" d="M38 63h8M49 63h8M60 63h8M34 80h38M34 89h24" />
    <path class="p-tint" d="M96 104V76h18v28zM114 104V58h18v46zM132 104V84h18v20z" />
    <path
      class="p-star"
      d="M123 26l4 8.500 9.500 1.200-7 6.500 1.800 9.300-8.300-4.600-8.300 4.600 1.800-9.300-7-6.500 9.500-1.200z"
    />
  </Picture>
);

/** By step. */
export const PICTURES = [Scan, SignUp, Answer, HandIn, Receipt];
