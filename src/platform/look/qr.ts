import qrcode from 'qrcode'

/** `path` fills the dark squares of a field of `size` by `size` units, quiet zone included. */
export type Qr = { path: string; size: number }

const quietZone = 4

/**
 * A QR code as one SVG path, drawn by `views/shared/qr`. Error correction M (15 %), quiet zone of four modules
 * (ISO/IEC 18004). Throws for a text beyond 2331 bytes.
 */
export function qrCode(text: string): Qr {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const runs: string[] = []
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!modules.get(row, column)) continue
      const start = column
      while (column + 1 < size && modules.get(row, column + 1)) column++
      runs.push(`M${start + quietZone} ${row + quietZone}h${column - start + 1}v1h-${column - start + 1}z`)
    }
  }
  return { path: runs.join(''), size: size + 2 * quietZone }
}
