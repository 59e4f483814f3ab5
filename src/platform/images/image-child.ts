// The program of the child process: decodes one photo at a time for its parent, see image-decoder.ts.
import os from 'node:os'
import type { ChildMessage, ChildRequest } from './image-result.ts'

const memoryReportMs = 50

/**
 * Pages, answers of staff and Send go before photos when the cores are all taken: whoever sends a photo waits anyway. Not
 * everybody may say so (a sandbox forbids the call, a parent that is nicer already cannot be left behind), and photos at
 * the same priority are better than none.
 */
const niceness = 7
try {
  os.setPriority(Math.max(os.getPriority(), niceness))
} catch {}

// SIGKILL, because an ordinary exit waits for a decoder thread that may never end.
const end = () => process.kill(process.pid, 'SIGKILL')

// The channel closes when the parent is gone, however it went. Before anything slow, so that no gap is left.
process.once('disconnect', end)
if (!process.connected) end()

// Ctrl-C reaches the whole process group; the parent still finishes the requests it has.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})

const say = (message: ChildMessage) => process.send?.(message)

const load = async () => {
  try {
    return await import('./re-encode.ts')
  } catch (error) {
    say({ type: 'unusable', message: error instanceof Error ? error.message.slice(0, 2000) : 'unknown' })
    return undefined
  }
}

const loaded = await load()

process.on('message', async (request: ChildRequest) => {
  if (loaded === undefined) return
  const reportMemory = () => say({ type: 'memory', bytes: process.memoryUsage.rss() })
  const reports = setInterval(reportMemory, memoryReportMs)
  try {
    say(await ('mark' in request ? loaded.reEncodeMark(request) : loaded.reEncode(request)))
  } finally {
    clearInterval(reports)
  }
})
