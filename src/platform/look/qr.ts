import qrcode from 'qrcode'

/** A QR code as one SVG path on a grid of `size` units, quiet zone of four units included (ISO/IEC 18004). */
export function qrCode(text: string): { path: string; size: number } {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const runs: string[] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      let length = 0
      while (column + length < modules.size && modules.get(row, column + length)) length++
      if (length > 0) runs.push(`M${column + QUIET} ${row + QUIET}h${length}v1h-${length}z`)
      column += length
    }
  }
  return { path: runs.join(''), size: modules.size + 2 * QUIET }
}

const QUIET = 4
