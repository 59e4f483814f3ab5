import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { ChildMessage, type ChildRequest } from './image-result.ts'

export type DecoderLimits = {
  /** For one photo, in milliseconds. */
  timeoutMs: number
  /** Resident memory of the child, in bytes. */
  memoryBytes: number
  /** An unused child ends after this many milliseconds. */
  idleMs: number
}

/** `crashed` is a child that ended by itself or was killed by somebody else. */
export type Decoded =
  | Exclude<ChildMessage, { type: 'memory' }>
  | { type: 'timeout' | 'out-of-memory' }
  | { type: 'crashed'; detail: string }

/** One child process at a time, started on demand; takes one photo at a time. */
export type Decoder = {
  decode(request: ChildRequest): Promise<Decoded>
  /** Of the running child, if any. */
  pid(): number | undefined
  close(): Promise<void>
}

export function createDecoder(limits: DecoderLimits): Decoder {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined

  const startChild = () => {
    const started = spawnChild()
    started.once('exit', () => {
      if (child === started) child = undefined
    })
    return started
  }

  const kill = () => {
    child?.kill('SIGKILL')
    child = undefined
  }

  return {
    pid: () => child?.pid,

    async decode(request) {
      clearTimeout(idle)
      child ??= startChild()
      keepsParentAlive(child, true)
      const decoded = await askChild(child, request, limits)
      if (decoded.type === 'done' || decoded.type === 'mark' || decoded.type === 'refused') {
        if (child !== undefined) keepsParentAlive(child, false)
        idle = setTimeout(kill, limits.idleMs).unref()
      } else kill()
      return decoded
    },

    async close() {
      clearTimeout(idle)
      const ended = child?.pid !== undefined && child.exitCode === null ? once(child, 'exit') : undefined
      kill()
      await ended
    },
  }
}

const program = path.join(import.meta.dirname, 'image-child.ts')

/**
 * Pixels of a photo are blocks of 6 to 20 MB: given back to the system after each photo and taken again, they cost 7 % of
 * its time. So they are kept, at most as long as the child, which ends `idleMs` after its last photo. Settings of glibc,
 * others pass them by (docs/decisions/0102).
 */
const childEnvironment = {
  VIPS_BLOCK_UNTRUSTED: '1',
  VIPS_CONCURRENCY: '1',
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024 * 1024),
}

/** Fixed program and arguments, no inherited environment (it may hold secrets), no terminal. */
function spawnChild(): ChildProcess {
  const child = spawn(process.execPath, ['--max-old-space-size=64', program], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: childEnvironment,
    windowsHide: true,
  })
  // An error after the answer (the child is being killed) concerns nobody, and without a listener it would throw.
  child.on('error', () => {})
  return child
}

/** An idle child must not hold up the end of the portal; a busy one must not be forgotten by a command. */
function keepsParentAlive(child: ChildProcess, yes: boolean) {
  if (yes) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

function askChild(child: ChildProcess, request: ChildRequest, limits: DecoderLimits): Promise<Decoded> {
  const { promise, resolve } = Promise.withResolvers<Decoded>()

  const onMessage = (said: unknown) => {
    const { data: message } = ChildMessage.safeParse(said)
    if (message === undefined) resolve({ type: 'crashed', detail: 'it said something that makes no sense' })
    else if (message.type !== 'memory') resolve(message)
    else if (message.bytes > limits.memoryBytes) resolve({ type: 'out-of-memory' })
  }
  const onExit = (code: number | null, signal: string | null) =>
    resolve({ type: 'crashed', detail: `it ended with ${signal ?? `code ${code}`}` })
  const onError = (error: Error) => resolve({ type: 'crashed', detail: error.message })

  const timer = setTimeout(() => resolve({ type: 'timeout' }), limits.timeoutMs)
  child.on('message', onMessage)
  child.on('exit', onExit)
  child.on('error', onError)
  child.send(request, (error) => {
    if (error) onError(error)
  })

  return promise.finally(() => {
    clearTimeout(timer)
    child.off('message', onMessage)
    child.off('exit', onExit)
    child.off('error', onError)
  })
}
