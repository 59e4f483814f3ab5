import { readFileSync } from 'node:fs'

const LOOK_EVERY_MS = 200

/**
 * Calls `onGone` once when the npm that started this program ends. `npm start` runs us through a shell that
 * passes no signal on, so whoever ends npm (a supervisor, `kill`) would leave the program running unseen.
 * Does nothing when npm is not the one that started us.
 */
export function whenNpmEnds(onGone: () => void): void {
  const chain = chainToNpm()
  if (chain === undefined) return
  const timer = setInterval(() => {
    // A process whose parent ends gets another parent at once, even while the dead one is still listed.
    if (isIntact(chain)) return
    clearInterval(timer)
    onGone()
  }, LOOK_EVERY_MS)
  timer.unref()
}

/** Our parents up to npm: it alone, or a shell and it. Known only on Linux. */
function chainToNpm(): number[] | undefined {
  const parent = process.ppid
  if (isNpm(parent)) return [parent]
  const grandparent = parentOf(parent)
  return grandparent !== undefined && isNpm(grandparent) ? [parent, grandparent] : undefined
}

const isIntact = ([parent = 0, grandparent]: number[]) =>
  process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)

const isNpm = (pid: number) => /\b(p?npm|yarn)\b/.test(read(`/proc/${pid}/cmdline`))

function parentOf(pid: number): number | undefined {
  const parent = /^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1]
  return parent === undefined ? undefined : Number(parent)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
