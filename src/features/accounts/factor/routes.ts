import type { Deps } from '../../../platform/deps.ts'
import type { Access, Route } from '../../../platform/http/route.ts'
import { accountPaths } from '../paths.ts'
import { secondFactor, security, setUpFactor } from './handlers.ts'
import { proofChallenge } from './proof.ts'
import { confirm } from './step-up.ts'

/** After the password alone only these open (and the way out). */
const entering: Access = { staff: 'any', entering: true }
const anyStaff: Access = { staff: 'any' }
/** Wakes a session that nobody has used for a while. */
const wakes: Access = { staff: 'any', resting: true }
const fresh: Access = { staff: 'any', stepUp: true }

export function factorRoutes(deps: Deps): Route[] {
  const asks = secondFactor(deps)
  const first = setUpFactor(deps, 'first')
  const further = setUpFactor(deps, 'further')
  const again = confirm(deps)
  const own = security(deps)
  const challenge = proofChallenge(deps)
  const get = (path: string, access: Access, handler: Route['handlers'][number]): Route => ({
    ...{ method: 'get', path, access },
    handlers: [handler],
  })
  const post = (...[path, access, handler]: Parameters<typeof get>): Route => ({
    ...get(path, access, handler),
    method: 'post',
  })
  return [
    get(accountPaths.secondFactor(), entering, asks.form),
    post(accountPaths.secondFactor(), entering, asks.send),
    post(accountPaths.secondFactorChallenge(), entering, challenge),
    get(accountPaths.firstFactor(), entering, first.form),
    post(accountPaths.firstApp(), entering, first.app),
    post(accountPaths.firstPasskey(), entering, first.passkey),
    post(accountPaths.firstChallenge(), entering, first.challenge),
    get(accountPaths.confirm(), wakes, again.form),
    post(accountPaths.confirm(), wakes, again.send),
    post(accountPaths.confirmChallenge(), wakes, challenge),
    get(accountPaths.security(), anyStaff, own.show),
    post(accountPaths.recoveryCodes(), fresh, own.codes),
    post(accountPaths.removeFactor(), fresh, own.remove),
    get(accountPaths.furtherFactor(), fresh, further.form),
    post(accountPaths.furtherApp(), fresh, further.app),
    post(accountPaths.furtherPasskey(), fresh, further.passkey),
    post(accountPaths.furtherChallenge(), fresh, further.challenge),
  ]
}
