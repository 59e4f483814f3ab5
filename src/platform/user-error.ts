/**
 * One clear sentence for the person at the terminal: what is wrong and what to do.
 * Programs print it without a stack and end with exit code 1.
 */
export class UserError extends Error {
  override name = 'UserError'
}
