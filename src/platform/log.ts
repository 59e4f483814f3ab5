import { type DestinationStream, pino } from 'pino'

export type Log = ReturnType<typeof createLog>

/** So many characters wait for a disk that is full or a collector that does not read; what comes then is dropped. */
const MOST_WAITING = 4 * 1024 * 1024

let dropped = 0
/** Lines that were dropped since the process began. */
export const droppedLogLines = (): number => dropped

let output: DestinationStream | undefined

/**
 * The standard output, which may be a file on a full disk or a pipe that nobody reads: nobody who reports a problem
 * waits for it, and the portal does not end for it. What must be kept is in the database.
 */
function standardOutput(): DestinationStream {
  output ??= openStandardOutput()
  return output
}

function openStandardOutput(): DestinationStream {
  const lines = pino.destination({ dest: 1, sync: false, maxLength: MOST_WAITING })
  let isFailing = false
  lines.on('drop', () => {
    dropped++
  })
  // The lines wait, and go out with the next one for which there is room.
  lines.on('error', () => {
    isFailing = true
  })
  lines.on('write', () => {
    isFailing = false
  })
  // At the end sonic-boom writes what waits, and tries for ever on a full disk.
  process.prependListener('exit', () => {
    if (isFailing) lines.destroy()
  })
  return lines
}

/**
 * JSON lines in production, silent in tests. Never contacts, never query strings of personal pages.
 * `destination`: where the lines go; the standard output unless told.
 */
export function createLog(
  mode: 'production' | 'development' | 'test',
  destination: DestinationStream = standardOutput(),
) {
  const level = mode === 'test' ? 'silent' : mode === 'production' ? 'info' : 'warn'
  return pino({ level, base: null, serializers: { err: serializeError } }, destination)
}

type Failure = { name?: string; message?: string; stack?: string; code?: unknown; cause?: unknown }

/**
 * What is needed to find the cause, and nothing else: PostgreSQL adds the failing row to its errors (`detail`), mail
 * servers the address, Prisma what was asked for. Also for copies of errors, as pg-boss tells them.
 */
export function serializeError(error: unknown): object {
  if (typeof error !== 'object' || error === null) return { message: String(error) }
  const { code, cause }: Failure = error
  const type = error instanceof Error ? error.constructor.name : 'Error'
  const message = withoutArguments(error)
  return {
    type,
    message,
    stack: `${type}: ${message}${framesOf(error)}`,
    ...(code === undefined ? {} : { code }),
    ...(cause === undefined ? {} : { cause: serializeError(cause) }),
  }
}

/** Prisma prints all that a wrong call was given between its first line and its last. */
function withoutArguments({ name, message = '' }: Failure): string {
  if (name !== 'PrismaClientValidationError') return message
  const lines = message.split('\n').filter((line) => line.trim() !== '')
  return [lines.at(0), lines.at(-1)].join(' ')
}

/** The stack repeats the message before its first frame. */
function framesOf({ stack = '' }: Failure): string {
  const first = stack.indexOf('\n    at ')
  return first < 0 ? '' : stack.slice(first)
}
