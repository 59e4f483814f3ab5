// Counts what all runners reported: count.mjs <report>...; the last line is "N passed, N failed". Beside a report there
// may stand <report>.broken (the runner ended with an error, which its report need not know) and <report>.again, the
// second try of the files that failed, with its own mark.
import { existsSync, readFileSync } from 'node:fs'

const read = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { success: false, testResults: [] }
let passed = 0
let failed = 0

/** Named again at the end, where a reader of a long output looks. */
const say = (title, text) => console.log(`${title}\n${text.slice(0, 1500)}`)

for (const report of process.argv.slice(2)) {
  const { success, testResults } = read(report)
  const secondTries = existsSync(`${report}.again`) ? read(`${report}.again`).testResults : []
  let broken = 0
  for (const first of testResults) {
    const second = secondTries.find(({ name }) => name === first.name)
    if (second !== undefined) {
      for (const { fullName, failureMessages } of failuresOf(first)) {
        say(`ON THE FIRST TRY ${first.name} > ${fullName}`, failureMessages.join('\n'))
      }
      if (first.message) say(`ON THE FIRST TRY ${first.name}`, first.message)
    }
    const { name, status, message, assertionResults } = second ?? first
    const failures = failuresOf({ assertionResults })
    for (const { fullName, failureMessages } of failures) {
      say(`FAILED ${name} > ${fullName}`, failureMessages.join('\n'))
    }
    const isBrokenOtherwise = status !== 'passed' && failures.length === 0
    if (isBrokenOtherwise) say(`FAILED ${name}`, message ?? '')
    passed += assertionResults.filter((one) => one.status === 'passed').length
    broken += failures.length + (isBrokenOtherwise ? 1 : 0)
  }
  // An error outside of all tests belongs to no file, and to no second try; a runner that died before it could report
  // counts as one failure.
  const isOfAFile = testResults.some(({ status }) => status !== 'passed')
  const isBroken = !success || existsSync(`${report}.broken`)
  if (isBroken && !isOfAFile) say(`FAILED ${report}`, 'the runner ended with an error outside of its tests')
  failed += isBroken && !isOfAFile ? 1 : broken
  if (isBroken && isOfAFile && broken === 0) say(`ON THE FIRST TRY ${report}`, 'what failed has passed since')
  // A second try whose files all passed, and that ended with an error all the same.
  if (existsSync(`${report}.again.broken`) && broken === 0) failed++
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function failuresOf({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'failed')
}
