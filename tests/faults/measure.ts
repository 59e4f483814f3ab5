import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * For `node --import` of a portal under test: on SIGUSR2 it collects what nobody uses and prints how much memory and
 * how many descriptors it holds, `measured {"rss":…,"heap":…,"descriptors":…}`.
 */
setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  collect()
  const { rss, heapUsed: heap } = process.memoryUsage()
  console.log(`measured ${JSON.stringify({ rss, heap, descriptors: readdirSync('/proc/self/fd').length })}`)
})
