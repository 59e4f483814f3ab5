import { loadConfig } from './config.ts'
import { createPortal } from './start.ts'
import { runUntilSignal } from './until-signal.ts'

const say = (sentence: string) => console.log(sentence)

await runUntilSignal(() => {
  const portal = createPortal(loadConfig(), { say })
  return {
    stop: portal.stop,
    abort: portal.abort,
    async start() {
      const { address, place } = await portal.start()
      say(`Ashyq Qala is ready: ${address}`)
      say(`For staff:           ${address}/staff`)
      say(`Data:                ${place}`)
      say('Ctrl-C stops it.')
    },
  }
})
