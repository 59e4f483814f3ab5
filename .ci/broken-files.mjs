// broken-files.mjs <report>: the files of a report in which something failed, one each line.
import { existsSync, readFileSync } from 'node:fs'

const [report] = process.argv.slice(2)
const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] }
const broken = testResults.filter(({ status }) => status !== 'passed').map(({ name }) => name)
// More than a handful is no accident of the machine.
if (broken.length <= 5) console.log(broken.join('\n'))
