import { formsRoom } from '../forms/forms-room.ts'
import type { Room } from '../shell/room.ts'
import { shellRoom } from '../shell/shell-room.ts'
import { leadsRoom } from './leads/index.ts'
import { messagesRoom } from './messages/index.ts'
import { visitsRoom } from './visits/index.ts'

/** Every room of the phone app. A room is added here and nowhere else. Forms come last: they know a word for every act. */
export const rooms: readonly Room[] = [visitsRoom, leadsRoom, messagesRoom, shellRoom, formsRoom]
