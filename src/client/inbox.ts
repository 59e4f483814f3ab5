import { lookAgain } from './inbox/again.ts'
import { watchAnswering } from './inbox/answering.ts'
import { listenToKeys } from './inbox/keys.ts'
import { returnToRow } from './inbox/list.ts'
import { watchNews } from './inbox/news.ts'
import { showPreviews } from './inbox/preview.ts'
import { rememberList } from './inbox/remember.ts'
import { countTicked } from './inbox/ticks.ts'

rememberList()
returnToRow()
listenToKeys()
watchNews()
showPreviews()
countTicked()
watchAnswering()
lookAgain()
