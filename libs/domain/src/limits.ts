/**
 * Every limit of the product with its reason. Nothing in the house grows without one: a number that is missing here is a
 * way to bring the server down. Units are in the name (Ms, Bytes, Max = count).
 */
export const LIMITS = {
  /** One option is no question. */
  optionsPerItemMin: 2,
  /** Real papers use 2 to 6; six options also keep an option order below 6! = 720, which fits a smallint. */
  optionsPerItemMax: 6,
  /** Real papers have 5 to 30 items; 100 leaves room for an examination and bounds a row of answers. */
  itemsPerPaperMax: 100,
  /** Topic × level × any: more lines than this is a mistake of the form, not a blueprint. */
  blueprintCellsMax: 60,
  /** Codes of topics and sub-banks: they stand in addresses, file names and table heads. */
  codeLengthMax: 80,

  /** 0.1 point. Marks are counted in 1/1000, and a part of an item (5/6 at most) must never round up to the whole of it. */
  pointsMilliMin: 100,
  /** 1,000 points an item: 100 items then stay far inside a 32-bit integer. */
  pointsMilliMax: 1_000_000,

  /** Nobody reads a question in less; it also catches seconds entered where milliseconds are meant. */
  durationMinMs: 10_000,
  /** An attempt that lasts longer than a day is homework and wants no duration at all. */
  durationMaxMs: 24 * 60 * 60 * 1000,
  /** Grace forgives a slow network, it is no second time limit. */
  graceMaxMs: 5 * 60 * 1000,
  /** Twice the time is the most that an examination grants to a person who needs more. */
  extraTimePercentMax: 100,
  /** A request may be judged this long after its headers arrived; later it is refused, since an attempt may be closed by then. */
  receivedBehindMaxMs: 30_000,
  /** The sweeper waits this long after deadline + grace: every request received in time was judged by then. */
  closeMarginMs: 30_000,
  /** Older knowledge of the database time is no knowledge: the drift of two cheap clocks in a minute is a few milliseconds. */
  clockAgeMaxMs: 60_000,

  /** Attempts per day, week, round, phase or contest: more is "unlimited", which is said by leaving the limit out. */
  attemptsPerPeriodMax: 1000,
  /** A longer pause than the longest round seen (a month) can never be waited out. */
  minGapMaxMs: 31 * 24 * 60 * 60 * 1000,
  /** The largest prediction: as many as the people of the country. */
  predictionMax: 100_000_000,
  /** The oldest person on record reached 122 years. */
  ageYearsMax: 122,
  /** Luật Trẻ em 2016, điều 1: a child is under 16, and a parent or guardian agrees for it. */
  guardianBelowYears: 16,
  /** Items that a person has met, remembered to avoid repeats: four times the largest real bank (500). */
  seenItemsMax: 2000,

  /** Ten years: longer is no term but keeping for ever, which the law on personal data does not know. */
  retentionMonthsMax: 120,

  /** Lines of a contest's page (agency, contact, name of a prize): more does not fit a phone. */
  pageLineLengthMax: 200,
  /** Longer text of a contest's page: two or three sentences, the full title of a law. */
  pageSummaryLengthMax: 1000,
  /** An announcement, the note of a pause and its reason: what is longer is not read on a phone in passing. */
  announcementLengthMax: 300,
  /** Announcements that stand on the pages of a contest at once: of more, none is read. */
  announcementsMax: 3,

  /** Prizes or documents on a contest's page: the longest published list has 49 prizes. */
  pageRowsMax: 50,
  /** Prizes of one kind; encouragement prizes of the largest contests are a few hundred. */
  prizeCountMax: 10_000,
  /** 1,000,000,000 đồng: above it a nought too many was typed. */
  prizeVndMax: 1_000_000_000,
  /** Rounds of a contest: the longest seen has 20; 60 is a week for a year. */
  roundsMax: 60,
  /** Audiences or blocks of units: more boards than these nobody reads. */
  audiencesMax: 20,
  /** Days to claim, appeal or announce: a year. */
  rulesDaysMax: 366,
  /** An essay of five pages A4 has some 2,500 words. */
  essayWordsMax: 5_000,
  /** People of a team. */
  teamMembersMax: 50,
  /** Addresses that every browser opens. */
  urlLengthMax: 2000,

  /** 64 KiB: a save of 100 answers takes under 4 KiB; only imports are larger and have their own route. */
  bodyBytesMax: 64 * 1024,
  /** One change per position: a save cannot hold more changes than a paper has items. */
  changesPerSaveMax: 100,
  /** The longest name on Vietnamese papers is far shorter; a longer text is no name. */
  nameLengthMax: 100,
  /** Stem or explanation of an item: about a page. */
  itemTextLengthMax: 4000,
  /** A picture that a cheap phone loads within seconds on a slow network, and shows sharply. */
  pictureBytesMax: 512 * 1024,
  /** Some four minutes of speech: a question with its options takes one. */
  audioBytesMax: 2 * 1024 * 1024,
  /** The scan of a decision of some pages. */
  scanBytesMax: 5 * 1024 * 1024,
  /** A logo stands on every page of a contest: it comes in one packet or two, or is no logo. */
  logoBytesMax: 128 * 1024,
  /** px; more than any screen shows of a logo. */
  logoSideMax: 1024,
  /** A banner is looked at before anything else of a contest, also on a slow network. */
  bannerBytesMax: 256 * 1024,
  /** px; more than a page is wide. */
  bannerWidthMax: 2400,
  /** Under a certificate, at up to 300 dots an inch: printed on A4 it is sharp. */
  certificateBackgroundBytesMax: 2 * 1024 * 1024,
  /** px; fewer than 100 dots an inch are seen on paper. */
  certificateWidthMin: 1169,
  certificateWidthMax: 3508,
  /** Signed papers of one contest: decision, plan, thể lệ, their changes. */
  brandingPapersMax: 20,
  /** More pictures than options is a page, not a question. */
  picturesPerItemMax: 6,
  /** What a citizen tells the administration: half a page, long enough for one matter. */
  feedbackTextLengthMax: 1000,
  /** What went wrong, in the words of somebody in a hurry; and what they are told. */
  incidentTextLengthMax: 1000,
  /** A phone number, or a name and where to find who has it. */
  incidentContactLengthMax: 100,
  /** Reports from one address in a day: a hall of people in which the network breaks down, not a program. */
  incidentsPerAddressMax: 300,
  /** Reports by one browser or person in a day. */
  incidentsPerReporterMax: 20,
  /** Own reports that a person is shown. */
  ownIncidentsShown: 20,
  /** A settled report may be asked about until the contest is long over. */
  incidentKeptDays: 180,
  /** A report that nobody settled in a year is of nobody's interest any more. */
  incidentOpenDaysMax: 365,
  /** Texts that a desk has ready: more are not found while somebody waits. */
  incidentAnswersMax: 30,
  /** Why somebody asks for another unit, and what they are told with the decision: two sentences. */
  noteLengthMax: 300,
  /** An appeal: what happened, when and why it is wrong takes a page. In the worst case 24 KB of a body. */
  appealTextLengthMax: 2000,
  /** Feedback after one attempt in a day: several matters and retries of a lost reply, no flood. */
  feedbackPerAttemptMax: 10,
  /** Paying out prizes and the complaints about it take weeks; then the personal numbers of winners are deleted. */
  identityPaperDays: 90,
  /** People asked for their personal number in one go: the winners of a round with all consolation prizes. */
  identityAskedAtOnceMax: 100,
  /** Lines of one request of staff: exclusions, decisions. Some 50 bytes each, far inside a body. */
  bulkRowsMax: 500,
  /** Copies of the own data in a day, and changes: more than anybody needs, and a bound for a trail that never shrinks. */
  ownDataPerDayMax: 30,
  /** A code read out on the telephone is typed within minutes. */
  resetCodeMinutes: 15,
  /** One-time codes that one unit manager hands out in a day: many forget, but nobody needs to open a whole unit's accounts. */
  resetCodesPerDayMax: 20,
  /** A second code for one person within the hour is a misunderstanding or worse. */
  resetCodeGapMs: 60 * 60 * 1000,
  /** Asking for codes in a day, with wrong facts too: nobody guesses a birth date at the desk. */
  resetCodeTriesPerDayMax: 200,
  /** Looks for people at the desk in a day: one a minute of a working day. */
  personLookupsPerDayMax: 500,
  /** People that a look at the desk shows: more are no answer, but a list to read through. */
  foundPeopleMax: 20,
  /** What the desk notes of one call: what was asked, what was done. */
  deskNoteLengthMax: 500,
  /** Notes of a person that the desk sees: whoever calls more often is known by then. */
  deskNotesShown: 20,
  /** Attempts of a person that the desk sees, newest first: a call is about one of the last. */
  deskAttemptsShown: 20,
  /** Lost connections and changes of device remembered of an attempt; the newest say what is wrong. */
  outagesKept: 10,
  /** Changes of the prediction of one attempt: each is kept, and nobody thinks of more numbers than these. */
  predictionChangesMax: 20,
  /** Questions to practise with that a page fetches at once: answered within some minutes. */
  practiceAtOnce: 10,
  /** Claims to a phone number from one address in a day: a province behind one address has some dozens, not thousands. */
  phoneClaimsPerAddressMax: 100,
  /** Claims to one phone number in a day: whoever is wrong about their name twice, and whoever else has the phone. */
  phoneClaimsPerPhoneMax: 5,
  /** Decided claims stay as long as somebody may ask what became of theirs. */
  phoneClaimKeptDays: 30,
  /** A claim that nobody decided in half a year is of nobody's interest any more. */
  phoneClaimOpenDaysMax: 180,
  /** Sessions that a person is shown: nobody signs in on more devices, only a program does. */
  ownSessionsMax: 100,
  /** A list of people or units as a file: 3,355 rows take some 200 KiB as Excel writes them. */
  tableFileBytesMax: 2 * 1024 * 1024,
  /** The same unpacked: XML is ten times as long, and what grows a hundredfold was made to do harm. */
  tableFileUnpackedBytesMax: 24 * 1024 * 1024,
  /** Parts of an Excel file: a plain list has a dozen. */
  tableFilePartsMax: 200,
  /** Columns of a list: what stands further to the right is no list of ours. */
  tableColumnsMax: 50,
  /** Rows of a list: all communes of the country are 3,321, with provinces 3,355. */
  invitationRowsMax: 5_000,
  /** Rows that fit into a body of 64 KiB; longer lists come as a file. */
  invitationRowsInBodyMax: 300,
  /** Deputies of a unit beside its manager: more hands than these are no delegation. */
  deputiesPerUnitMax: 5,
  /** A letter travels two weeks and lies on a desk for as long; a link that is older opens nothing. */
  invitationDays: 60,

  /** OWASP ASVS 5.0, section 6.2: at least 8 characters. */
  passwordMin: 8,
  /** The same section asks for 64 or more; an upper bound keeps the hash cheap. */
  passwordMax: 128,
  /** A random UUID takes 36 characters; longer keys are refused, they are stored. */
  idempotencyKeyLengthMax: 64,

  /** Sign-ups of one address in ten minutes that come in as they are; whoever comes after shows a proof of work first. */
  freeSignUpsPerAddressMax: 100,
  /** Sign-ins are cheaper to undo, and people mistype. */
  freeSignInsPerAddressMax: 200,
  /** New passwords by a code: a few of a hundred people have forgotten theirs. */
  freeRecoveriesPerAddressMax: 50,
  /** Each message costs the province money. */
  freeCodesPerAddressMax: 20,
  /** Claims to phone numbers: one is seldom made, and each is a call for the desk. */
  freeClaimsPerAddressMax: 10,
  /** 500 people who start together when a round opens, each with a second try. */
  freeStartsPerAddressMax: 1_000,
  /** Any of these by one browser: a family shares a phone, a unit a computer. */
  freeVisitsPerDeviceMax: 20,
  /** Starts and retries of a lost reply by one person: more is a program. */
  freeStartsPerAccountMax: 20,
  /** Of one try of a proof, PBKDF2: short enough to stop between two, long enough that calling a library weighs little. */
  proofIterations: 1_000,
  /** Tries of a proof: 0.05 s of a server's core, a second of an old phone, three where it has to do without crypto.subtle. */
  proofTriesMin: 100,
  proofTriesMax: 200,
  /** A page that was left open while the telephone rang sends its proof all the same. */
  proofMinutes: 10,
  /** A challenge with its solution takes some 700 characters. */
  proofLengthMax: 2_000,

  /** A message takes a minute or two to arrive, and is then typed. */
  phoneCodeMinutes: 10,
  /** With five codes a day these are 25 guesses at a million: decades for one chance in two. */
  phoneCodeTriesMax: 5,
  /** Messages to one number in a day, asked for by whomever: one was lost, one was late; more is somebody's mischief. */
  phoneCodesPerDayMax: 5,
  /** A gateway that has not answered by then is down; its answer is a line or two. */
  gatewayWaitMs: 5_000,
  gatewayAnswerLengthMax: 4_000,
  /** Messages on their way to the gateway; above it none are sent, and the other ways to a new password stay. */
  phoneCodesSendingMax: 200,

  /** Wrong passwords for one phone in a quarter of an hour, from wherever they come; then right ones are refused, too. */
  signInFailuresMax: 10,
  /** Of a million codes three open at a time: who has the password guesses for more than a year for one chance in two. */
  secondFactorFailuresMax: 5,
  /** 4 MiB: the bank of 231 questions takes a tenth, a list of all units of the country a quarter. */
  importFileBytesMax: 4 * 1024 * 1024,
  /** All communes and agencies of the country are some twenty thousand. */
  listRowsMax: 50_000,
  /** Characters of one row, its quoted line ends included: the longest real one has some three hundred. */
  listRowLengthMax: 16 * 1024,
  /** Units that one change by hand merges or makes: the largest merger of 2025 took in some twenty communes. */
  unitsPerChangeMax: 50,
  /** The widest public list of units has eleven columns. */
  listColumnsMax: 50,
  /** One question of a GIFT file is a page at most; the grammar's time grows with the length of a block. */
  giftBlockLengthMax: 64 * 1024,
  /** Questions and categories of one GIFT file: the largest real bank has 500. */
  giftBlocksMax: 10_000,
  /** Questions of one file that is imported: the largest real bank has 500. */
  bankFileQuestionsMax: 1_000,
  /** Parts of a Word or Excel file of questions: a plain one has a dozen, and a picture each may come along. */
  officeFilePartsMax: 500,
  /** Elements of one XML part: 500 questions as Word writes them are some hundred thousand. */
  xmlElementsMax: 400_000,
  /** Elements inside each other: Word nests tables, text boxes and revisions to some thirty. */
  xmlDepthMax: 100,
  /** A client of the sockets only ever says which rooms it watches. */
  socketMessageBytesMax: 1_000,
  /** A page shows one contest; ten are a person with many tabs in one. */
  roomsPerSocketMax: 10,

  /** Rows of a board in one page: one screen of a phone is twenty. */
  boardPageMax: 100,
  /** Prizes of one board: the largest list seen has 75; more rows than a page of a board are not compared by eye. */
  simulatedPlacesMax: 100,
  /** Attempts that one trial of another ranking reads, person by person: the largest provinces have 300,000 in a contest. */
  simulatedAttemptsMax: 500_000,
  /** The longest wait for a grade within one request: a proxy's patience is 30 s or more. */
  resultWaitMaxMs: 10_000,

  /** Lists of proposals of a contest, each for one form and authority. */
  commendationsMax: 50,
  /** Lines of one, those taken off too: the largest annex seen has some 200. */
  commendationLinesMax: 1_000,

  /** 200 MiB: certificates of the largest contest as one file are half of it. */
  documentBytesMax: 200 * 1024 * 1024,
  /** Files of one contest that are being waited for: each takes seconds, and one at a time is made. */
  documentJobsOpenMax: 20,
  /** How long a file waits to be taken away: a week with its days off. */
  documentDays: 7,

  /** People, not attempts, of whom each row of the open data is told: who knows some of them well still has several to choose from. */
  openDataPersonsMin: 10,

  /** Pictures of link cards waiting to be drawn, at 0.1 s each; more are asked to come again. */
  picturesWaitingMax: 20,
  /** Path and query of a page in a code to scan: the longest of ours takes half, and a longer code does not scan well. */
  qrPathMax: 300,

  /** Rows of one grouped write. Measured: 200 rows a statement reach 31,000 attempts/s; more only lengthens the wait. */
  startGroupMax: 200,
  saveGroupMax: 200,
  submitGroupMax: 200,
  /** The highest pace of starts that can be set: ten times what the machine measured carries. */
  startsPerSecondMax: 10_000,
  /** Writes waiting in one process, about a second of work; above it the answer is "busy, try again" and not a longer queue. */
  writeQueueMax: 5000,
  /** Pieces of heavy work of staff (simulations, imports, tables as files) that wait behind the two that are done in a process. */
  heavyWorkWaitingMax: 20,
  /** Requests of one process that wait for a connection to PostgreSQL: about a second of work, as above. */
  databaseWaitingMax: 2_000,
  /** A group of starts, saves, submits or look-ups takes milliseconds; one that is away for seconds is held up on its way. */
  groupPatienceMs: 3_500,
  /** Attempts of one grading job: large enough that the queue costs nothing, small enough to be graded again one by one. */
  gradeGroupMax: 500,
  /** A reply never waits longer for the queue: the database knows what is owed and the sweeper finds it. */
  enqueueWaitMs: 200,
} as const;
