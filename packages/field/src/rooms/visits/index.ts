export { visitsRoom } from './visits-room.ts'
