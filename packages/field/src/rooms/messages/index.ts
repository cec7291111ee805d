export { messagesRoom } from './messages-room.ts'
