import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { BaseLogger } from 'pino'
import { z } from 'zod'
import { projectDir } from '../../config.ts'
import { readManifest } from '../look/assets.ts'

/** Draws SVG of our own as PNG, in a child process that is started on demand and ends when idle. */
export type PictureDrawer = {
  /** PNG bytes; null when too many wait or the drawing failed: a picture is never worth an error page. */
  draw(svg: string): Promise<Buffer | null>
  close(): Promise<void>
}

export type PictureDrawerOptions = {
  log: Pick<BaseLogger, 'warn'>
  /** Drawings that may wait; one more is refused. */
  queue?: number
  timeoutMs?: number
  idleMs?: number
}

const program = path.join(import.meta.dirname, 'picture-child.ts')
const buildDir = path.join(projectDir, 'public/build')

/** What the child answers. */
const Answer = z.object({ png: z.instanceof(Uint8Array).nullable(), error: z.string().optional() })

/**
 * Measured on a busy machine: 1200 x 630 takes 130 to 300 ms without a photo, 0.8 to 1.3 s with one or two; that does not
 * belong into the process that answers requests.
 */
export function createPictureDrawer({
  log,
  queue = 32,
  timeoutMs = 10_000,
  idleMs = 60_000,
}: PictureDrawerOptions): PictureDrawer {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  let waiting = 0
  let closed = false
  let turn: Promise<unknown> = Promise.resolve()

  const end = () => {
    child?.kill('SIGKILL')
    child = undefined
  }

  async function ask(svg: string): Promise<Buffer | null> {
    if (closed) return null
    clearTimeout(idle)
    child ??= startChild(() => {
      child = undefined
    })
    keepsParentAlive(child, true)
    const answer = await answerOf(child, svg, timeoutMs)
    if (answer.ok) {
      if (child !== undefined) keepsParentAlive(child, false)
      idle = setTimeout(end, idleMs).unref()
      return answer.png
    }
    if (!closed) log.warn({ detail: answer.detail }, 'a picture was not drawn')
    end()
    return null
  }

  return {
    async draw(svg) {
      if (closed || waiting >= queue) return null
      waiting += 1
      // One after the other: a picture is never more urgent than a page.
      const mine = turn.then(() => ask(svg))
      turn = mine.catch(() => undefined)
      return mine.finally(() => {
        waiting -= 1
      })
    },
    async close() {
      closed = true
      clearTimeout(idle)
      if (child !== undefined) keepsParentAlive(child, true)
      const ended = child?.pid !== undefined && child.exitCode === null ? once(child, 'exit') : undefined
      end()
      await ended
    },
  }
}

/** No inherited environment (it may hold secrets), no terminal; the fonts by path, because nothing else is drawn with. */
function startChild(onExit: () => void): ChildProcess {
  const files = readManifest(buildDir)?.files ?? {}
  const fonts = Object.entries(files)
    .filter(([name]) => name.startsWith('draw-'))
    .map(([, file]) => path.join(buildDir, file))
  const child = fork(program, fonts, {
    execArgv: ['--max-old-space-size=128'],
    env: { MALLOC_ARENA_MAX: '2', VIPS_CONCURRENCY: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.once('exit', onExit)
  child.on('error', () => {})
  return child
}

/** An idle child must not hold up the end of the portal. */
function keepsParentAlive(child: ChildProcess, yes: boolean) {
  if (yes) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

type Drawn = { ok: true; png: Buffer } | { ok: false; detail: string }

function answerOf(child: ChildProcess, svg: string, timeoutMs: number): Promise<Drawn> {
  const { promise, resolve } = Promise.withResolvers<Drawn>()
  const onMessage = (said: unknown) => {
    const { data } = Answer.safeParse(said)
    if (data?.png) resolve({ ok: true, png: Buffer.from(data.png) })
    else resolve({ ok: false, detail: data?.error ?? 'it said something that makes no sense' })
  }
  const onExit = () => resolve({ ok: false, detail: 'the child ended' })
  const timer = setTimeout(() => resolve({ ok: false, detail: 'it took too long' }), timeoutMs)
  child.on('message', onMessage)
  child.on('exit', onExit)
  child.send({ svg }, (error) => {
    if (error) resolve({ ok: false, detail: error.message })
  })
  return promise.finally(() => {
    clearTimeout(timer)
    child.off('message', onMessage)
    child.off('exit', onExit)
  })
}
