// A line on stderr that is written over while it changes; where nobody watches a terminal, a line every few seconds.

/**
 * @param {string} title
 * @param {number} total
 * @param {NodeJS.WriteStream} [stream]
 */
export function progressBar(title, total, stream = process.stderr) {
  const began = performance.now();
  const everyMs = stream.isTTY ? 200 : 5_000;
  let shownAt = Number.NEGATIVE_INFINITY;

  /** @param {number} done @param {string} note */
  function line(done, note) {
    const seconds = (performance.now() - began) / 1000;
    const rate = done / Math.max(seconds, 0.001);
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░');
    const left = rate > 0 ? `còn ${clock((total - done) / rate)}` : 'còn ?';
    const count = `${done.toLocaleString('vi-VN')}/${total.toLocaleString('vi-VN')}`;
    return `  ${title} ${bar} ${count} (${Math.round(rate).toLocaleString('vi-VN')}/giây, ${left})${note && ` ${note}`}`;
  }

  return {
    /** @param {number} done @param {string} [note] */
    show(done, note = '') {
      const now = performance.now();
      if (now - shownAt < everyMs) return;
      shownAt = now;
      stream.write(stream.isTTY ? `\r\x1b[2K${line(done, note)}` : `${line(done, note)}\n`);
    },
    /** @param {number} done @param {string} [note] */
    end(done, note = '') {
      stream.write(`${stream.isTTY ? '\r\x1b[2K' : ''}${line(done, note)}\n`);
    },
  };
}

/** @param {number} seconds @returns {string} '3:05' */
function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
