export { MESSAGE_MOMENTS, messageText, type MessageFacts, type MessageMoment } from './message.js';
export { messagePicture, PICTURE_SHAPES, type PictureShape } from './message-picture.js';
