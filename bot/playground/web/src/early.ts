/** Asks for what is seen first before anything else is read, so that it is there when it is drawn. */
import { directWith, HOME, whereIs } from "./address";
import { askEarly } from "./server";

const { person, channel, thread } = whereIs(location.hash);
const place = channel === HOME ? directWith(person) : channel;
askEarly(person, "page", { channel: place });
if (thread) askEarly(person, "messages", { channel: place, thread });
