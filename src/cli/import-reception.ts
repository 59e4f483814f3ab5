import { parseArgs } from 'node:util'
import { cities } from '../features/city/index.ts'
import { importConsultations, ReceptionMapping, readReceptionMapping } from '../features/operator/index.ts'
import { UserError } from '../platform/user-error.ts'
import { runCommand } from './run-command.ts'
import { withDeps } from './with-deps.ts'

const HELP = `Reads a log of receptions or calls from a CSV or CSV.gz file, as consultations that were answered on the spot.

Usage: npm run import-reception -- --city <slug> [options] FILE

  --city <slug>      the city; npm run city -- list shows them
  --map mapping.json names the columns and what words mean; every part may be left out:
                     {"source": "109", "delimiter": ";",
                      "columns": {"at": "Дата", "id": "Номер", "channel": "Канал", "topic": "Тема",
                                  "question": "Вопрос", "answer": "Ответ", "seconds": "Длительность"},
                      "channels": {"звонок": "phone"}, "topics": {"Дороги": "pothole", "Прочее": ""}}
  --check            reads everything and writes nothing

Without a mapping the columns are at, id, channel, topic, question, answer, seconds; at and channel must be there.
Times are local. A topic is a code or a name of a category. A line is known by source and id, or by all that it says:
a repeat brings nothing twice. Bad lines are listed with line and reason and keep no good ones out.`

const options = {
  city: { type: 'string' },
  map: { type: 'string' },
  check: { type: 'boolean', default: false },
} as const

/** So many bad lines are told; the rest is counted. */
const mostListed = 200

await runCommand(HELP, async () => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UserError('Name one file. (--help shows how)')
  if (values.city === undefined) throw new UserError('Say which city: --city <slug>. (--help shows how)')
  const mapping =
    values.map === undefined ? ReceptionMapping.parse({}) : await readReceptionMapping(values.map)
  await withDeps(async (deps) => {
    const all = await cities(deps)
    const city = all.find(({ slug }) => slug === values.city)
    if (city === undefined) {
      const known = all.map(({ slug }) => slug).join(', ') || 'none yet'
      throw new UserError(`There is no city ${values.city} here. Cities: ${known}.`)
    }
    const { imported, repeated, bad } = await importConsultations(deps, {
      ...{ city, file, mapping },
      isTrial: values.check,
    })
    for (const { line, reason } of bad.slice(0, mostListed)) console.log(`line ${line}: ${reason}`)
    if (bad.length > mostListed) console.log(`... and ${bad.length - mostListed} more`)
    const done = values.check ? 'Would import' : 'Imported'
    console.log(`${done} ${imported} consultations, repeated ${repeated}, refused ${bad.length}.`)
  })
})
