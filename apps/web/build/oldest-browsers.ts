/** The oldest browsers people really hold: the WebView of a phone of 2021, and Safari on an iPhone that gets no updates. */
export const OLDEST_BROWSERS = ['chrome96', 'safari15.4'];
