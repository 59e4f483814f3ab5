// Counts what all runners reported: count.mjs <second try> <report>...; the last line is "N passed, N failed". A file
// <report>.broken says that the runner ended with an error, which its report need not know. The second try is one of
// the first report.
import { existsSync, readFileSync } from 'node:fs'

const [secondTryFile, ...files] = process.argv.slice(2)
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
const secondTries = new Map(
  (existsSync(secondTryFile) ? read(secondTryFile).testResults : []).map((result) => [result.name, result]),
)
let passed = 0
let failed = 0

/** Named again at the end, where a reader of a long output looks. */
const say = (title, text) => console.log(`${title}\n${text.slice(0, 1500)}`)

for (const [index, file] of files.entries()) {
  // A runner that died before it could report counts as one failure.
  const { success, testResults } = existsSync(file) ? read(file) : { success: false, testResults: [] }
  let broken = 0
  for (const first of testResults) {
    const second = index === 0 ? secondTries.get(first.name) : undefined
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
  const isOfAFile = testResults.some(({ status }) => status !== 'passed')
  // An error outside of all tests belongs to no file, and to no second try.
  const isBroken = !success || existsSync(`${file}.broken`)
  failed += isBroken && !isOfAFile ? 1 : broken
}
if (existsSync(`${secondTryFile}.broken`) && (!existsSync(secondTryFile) || read(secondTryFile).success))
  failed++
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function failuresOf({ assertionResults }) {
  return assertionResults.filter(({ status }) => status === 'failed')
}
