// A small portal for images-process.test.ts: decodes one photo, prints the child's process id, then
// 'ends' (nothing left to do), 'lingers' (a server would), or 'works' on another photo.
import { pino } from 'pino'
import { createImageWorker } from '../../src/platform/images/image-worker.ts'

const [photo = '', then, next = ''] = process.argv.slice(2)
const worker = createImageWorker({ log: pino({ level: 'silent' }) })

await worker.process(photo)
console.log(worker.status().pids[0])

if (then === 'lingers') setInterval(() => {}, 1000)
if (then === 'works') await worker.process(next)
