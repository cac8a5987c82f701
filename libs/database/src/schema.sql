-- Made by `npm run db:snapshot` from a database that holds all migrations. Do not edit: write a migration.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.after_pauses(wanted integer, planned_end timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT CASE WHEN bool_or(p.ended_at IS NULL) THEN 'infinity'
                    ELSE planned_end + coalesce(sum(p.ended_at - p.started_at), interval '0') END
          FROM pause p
         WHERE p.contest_id = wanted
           AND p.started_at < planned_end + (SELECT coalesce(sum(b.ended_at - b.started_at), interval '0') FROM pause b
                                              WHERE b.contest_id = wanted AND b.started_at < planned_end AND b.ended_at IS NOT NULL)
      $function$;

CREATE OR REPLACE FUNCTION public.contest_clock()
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$SELECT clock_timestamp()$function$;

CREATE OR REPLACE FUNCTION public.contest_clock_scale()
 RETURNS double precision
 LANGUAGE sql
 STABLE
AS $function$SELECT 1.0::double precision$function$;

CREATE OR REPLACE FUNCTION public.create_contest_partitions(wanted integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      DECLARE
        parent text;
        child text;
      BEGIN
        IF NOT EXISTS (SELECT FROM contest WHERE id = wanted) THEN
          RAISE EXCEPTION 'contest % does not exist', wanted;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('create_contest_partitions', wanted));
        FOREACH parent IN ARRAY ARRAY['attempt', 'answers', 'grade', 'contribution', 'standing'] LOOP
          child := parent || '_c' || wanted;
          CONTINUE WHEN to_regclass(child) IS NOT NULL;
          EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) WITH (fillfactor = %s)', child, parent,
            CASE parent WHEN 'grade' THEN 100 WHEN 'answers' THEN 50 ELSE 80 END);
          EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%s)', parent, child, wanted);
        END LOOP;
      END $function$;

CREATE OR REPLACE FUNCTION public.is_child(birth_date date, at timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE(((birth_date + '16 years'::interval) > (at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)), false);

CREATE OR REPLACE FUNCTION public.is_fresh(stamped timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
AS $function$
        SELECT stamped BETWEEN contest_clock() - interval '30 s' * contest_clock_scale()
                           AND contest_clock() + interval '1 s' * contest_clock_scale() $function$;

CREATE OR REPLACE FUNCTION public.merge_choices(choices smallint[], positions smallint[], masks smallint[])
 RETURNS smallint[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
      BEGIN
        FOR i IN 1 .. coalesce(cardinality(positions), 0) LOOP
          choices[positions[i]] := masks[i];
        END LOOP;
        RETURN choices;
      END $function$;

CREATE OR REPLACE FUNCTION public.refresh_contest_statistics(wanted integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      DECLARE
        parent text;
        child regclass;
        refreshed integer := 0;
      BEGIN
        -- Autovacuum may be at it already: then there is nothing to wait for.
        FOREACH parent IN ARRAY ARRAY['attempt', 'answers', 'grade', 'contribution', 'standing'] LOOP
          child := to_regclass(parent || '_c' || wanted);
          IF EXISTS (SELECT FROM pg_class c WHERE c.oid = child AND c.relpages < 10000
                        AND pg_relation_size(c.oid) / current_setting('block_size')::int > 1.5 * c.relpages) THEN
            EXECUTE format('ANALYZE (SKIP_LOCKED) %s', child);
            refreshed := refreshed + 1;
          END IF;
          IF (SELECT sum(c.reltuples) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
               WHERE i.inhparent = parent::regclass AND c.reltuples > 0)
             >= 4 * (SELECT greatest(reltuples, 250) FROM pg_class WHERE oid = parent::regclass) THEN
            EXECUTE format('ANALYZE (SKIP_LOCKED) %s %I',
              CASE WHEN current_setting('server_version_num')::int >= 180000 THEN 'ONLY' ELSE '' END, parent);
            refreshed := refreshed + 1;
          END IF;
        END LOOP;
        RETURN refreshed;
      END $function$;

CREATE OR REPLACE FUNCTION public.remove_rehearsal(wanted integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      DECLARE
        tables text[];
        waiting text[];
        name text;
        attempts integer;
      BEGIN
        PERFORM FROM rehearsal WHERE contest_id = wanted FOR UPDATE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'contest % is no rehearsal', wanted;
        END IF;
        SELECT count(*) INTO attempts FROM attempt WHERE contest_id = wanted;
        SELECT array_agg(c.relname ORDER BY c.relname) INTO tables
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE a.attname = 'contest_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'rehearsal';
        LOOP
          waiting := '{}';
          FOREACH name IN ARRAY tables LOOP
            BEGIN
              EXECUTE format('DELETE FROM %I WHERE contest_id = $1', name) USING wanted;
            EXCEPTION WHEN foreign_key_violation THEN
              waiting := waiting || name;
            END;
          END LOOP;
          EXIT WHEN cardinality(waiting) = 0;
          IF cardinality(waiting) = cardinality(tables) THEN
            RAISE EXCEPTION 'rehearsal % cannot be removed from %', wanted, waiting;
          END IF;
          tables := waiting;
        END LOOP;
        DELETE FROM contest WHERE id = wanted;
        RETURN attempts;
      END $function$;

CREATE OR REPLACE FUNCTION public.search_key(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, normalize($1, NFC))) $function$;

CREATE TABLE account (
  id uuid NOT NULL,
  phone text,
  password_hash text,
  full_name text NOT NULL,
  birth_date date,
  disabled_at timestamp(3) with time zone,
  sample boolean DEFAULT false NOT NULL,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  recovery_hash bytea,
  anonymised_at timestamp(3) with time zone,
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_phone_key UNIQUE (phone)
);
CREATE INDEX account_disabled_idx ON public.account USING btree (id) WHERE (disabled_at IS NOT NULL);

CREATE TABLE announcement (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  text text NOT NULL,
  from_at timestamp(3) with time zone NOT NULL,
  until_at timestamp(3) with time zone NOT NULL,
  announced_by uuid NOT NULL,
  announced_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamp(3) with time zone,
  CONSTRAINT announcement_pkey PRIMARY KEY (id),
  CONSTRAINT announcement_window_check CHECK ((until_at > from_at))
);
CREATE INDEX announcement_contest_idx ON public.announcement USING btree (contest_id, until_at) WHERE (withdrawn_at IS NULL);

CREATE TABLE answers (
  contest_id integer NOT NULL,
  attempt_id uuid NOT NULL,
  writer uuid NOT NULL,
  seq integer DEFAULT 0 NOT NULL,
  choices smallint[] NOT NULL,
  change_hash bytea,
  saved_at timestamp(3) with time zone,
  sealed boolean DEFAULT false NOT NULL,
  outages tstzrange[],
  resumed_at timestamp with time zone[],
  CONSTRAINT answers_pkey PRIMARY KEY (contest_id, attempt_id)
) PARTITION BY LIST (contest_id);

CREATE TABLE appeal (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  publication smallint NOT NULL,
  participant_id uuid NOT NULL,
  text text,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  state text DEFAULT 'open'::text NOT NULL,
  answer text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  CONSTRAINT appeal_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT appeal_once_key UNIQUE (contest_id, scope_kind, scope_id, publication, participant_id),
  CONSTRAINT appeal_decided_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  CONSTRAINT appeal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'rejected'::text])))
);
CREATE INDEX appeal_state_idx ON public.appeal USING btree (contest_id, state, made_at);

CREATE TABLE attempt (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  participant_id uuid NOT NULL,
  attempt_no integer NOT NULL,
  start_key text NOT NULL,
  round_id smallint NOT NULL,
  round_revision smallint NOT NULL,
  phase_id smallint,
  audience_id smallint NOT NULL,
  contest_unit_id integer NOT NULL,
  state text DEFAULT 'in_progress'::text NOT NULL,
  seed text NOT NULL,
  paper_items integer[] NOT NULL,
  paper_orders smallint[] NOT NULL,
  paper_shape text NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  deadline_at timestamp(3) with time zone NOT NULL,
  grace_ms integer NOT NULL,
  submitted_at timestamp(3) with time zone,
  closed_by text,
  late_ms integer,
  elapsed_ms integer,
  prediction bigint,
  receipt_number text,
  voided_at timestamp(3) with time zone,
  voided_by uuid,
  void_reason text,
  extra_time_percent smallint DEFAULT 0 NOT NULL,
  paused_ms integer DEFAULT 0 NOT NULL,
  abandoned boolean DEFAULT false NOT NULL,
  predictions_before jsonb DEFAULT '[]'::jsonb NOT NULL,
  CONSTRAINT attempt_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT attempt_no_key UNIQUE (contest_id, participant_id, attempt_no),
  CONSTRAINT attempt_receipt_key UNIQUE (contest_id, receipt_number),
  CONSTRAINT attempt_start_key UNIQUE (contest_id, participant_id, start_key),
  CONSTRAINT attempt_closed_by_check CHECK ((closed_by = ANY (ARRAY['participant'::text, 'deadline'::text, 'round_end'::text, 'organizer'::text]))),
  CONSTRAINT attempt_closed_check CHECK (((state = 'in_progress'::text) = (submitted_at IS NULL))),
  CONSTRAINT attempt_deadline_check CHECK ((deadline_at > started_at)),
  CONSTRAINT attempt_elapsed_check CHECK (((elapsed_ms >= 0) AND (late_ms >= 0))),
  CONSTRAINT attempt_state_check CHECK ((state = ANY (ARRAY['in_progress'::text, 'submitted'::text, 'graded'::text])))
) PARTITION BY LIST (contest_id);
CREATE INDEX attempt_abandoned_idx ON ONLY public.attempt USING btree (contest_id, participant_id) WHERE abandoned;
CREATE INDEX attempt_overdue_idx ON ONLY public.attempt USING btree (contest_id, deadline_at) WHERE (state = 'in_progress'::text);
CREATE INDEX attempt_submitted_idx ON ONLY public.attempt USING btree (contest_id, submitted_at) WHERE (submitted_at IS NOT NULL);
CREATE INDEX attempt_ungraded_idx ON ONLY public.attempt USING btree (contest_id, submitted_at) WHERE (state = 'submitted'::text);

CREATE TABLE attempt_quota (
  contest_id integer NOT NULL,
  participant_id uuid NOT NULL,
  open_attempt_id uuid,
  attempt_count integer DEFAULT 0 NOT NULL,
  last_started_at timestamp(3) with time zone,
  day text,
  day_count integer DEFAULT 0 NOT NULL,
  week text,
  week_count integer DEFAULT 0 NOT NULL,
  round_counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  phase_counts jsonb DEFAULT '{}'::jsonb NOT NULL,
  seen_items integer[] DEFAULT '{}'::integer[] NOT NULL,
  CONSTRAINT attempt_quota_pkey PRIMARY KEY (contest_id, participant_id)
) WITH (fillfactor=60);

CREATE TABLE audience (
  contest_id integer NOT NULL,
  id smallint NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  CONSTRAINT audience_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT audience_code_key UNIQUE (contest_id, code)
);

CREATE TABLE audit (
  id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject text NOT NULL,
  before jsonb,
  after jsonb,
  request_id text,
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_actor_idx ON public.audit USING btree (actor_id, id);
CREATE INDEX audit_family_idx ON public.audit USING btree (split_part(action, '.'::text, 1), id);
CREATE INDEX audit_subject_idx ON public.audit USING btree (subject, id);

CREATE TABLE audit_seal (
  seq bigint NOT NULL,
  audit_id bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_seal_pkey PRIMARY KEY (seq),
  CONSTRAINT audit_seal_audit_key UNIQUE (audit_id)
);

CREATE TABLE award (
  contest_id integer NOT NULL,
  settlement_id uuid NOT NULL,
  version smallint NOT NULL,
  line smallint NOT NULL,
  place smallint NOT NULL,
  title text NOT NULL,
  amount_vnd bigint,
  number integer,
  participant_id uuid,
  contest_unit_id integer NOT NULL,
  rank integer,
  moved_up integer NOT NULL,
  CONSTRAINT award_pkey PRIMARY KEY (contest_id, settlement_id, version, line, place),
  CONSTRAINT award_person_check CHECK (((number IS NULL) = (participant_id IS NULL)))
);
CREATE INDEX award_participant_idx ON public.award USING btree (contest_id, participant_id);

CREATE TABLE award_decision (
  contest_id integer NOT NULL,
  settlement_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  numbers integer[] NOT NULL,
  contest_unit_ids integer[] NOT NULL,
  line smallint,
  out_reason text,
  reason text NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  taken_back_by uuid,
  taken_back_at timestamp(3) with time zone,
  CONSTRAINT award_decision_pkey PRIMARY KEY (contest_id, settlement_id, id),
  CONSTRAINT award_decision_kind_check CHECK ((kind = ANY (ARRAY['confirmed'::text, 'out'::text, 'given'::text, 'order'::text]))),
  CONSTRAINT award_decision_line_check CHECK (((kind <> 'given'::text) OR (line IS NOT NULL))),
  CONSTRAINT award_decision_of_check CHECK (((cardinality(numbers) = 0) <> (cardinality(contest_unit_ids) = 0))),
  CONSTRAINT award_decision_out_check CHECK (((kind = 'out'::text) = (out_reason IS NOT NULL)))
);

CREATE TABLE bank (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  sample boolean DEFAULT false NOT NULL,
  practice boolean DEFAULT false NOT NULL,
  CONSTRAINT bank_pkey PRIMARY KEY (id),
  CONSTRAINT bank_code_key UNIQUE (code)
);

CREATE TABLE branding_file (
  sha256 text NOT NULL,
  mime text NOT NULL,
  bytes bytea NOT NULL,
  size integer NOT NULL,
  width smallint,
  height smallint,
  kept_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT branding_file_pkey PRIMARY KEY (sha256),
  CONSTRAINT branding_file_mime_check CHECK ((mime = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'application/pdf'::text]))),
  CONSTRAINT branding_file_sha256_check CHECK ((sha256 = encode(sha256(bytes), 'hex'::text))),
  CONSTRAINT branding_file_sides_check CHECK ((((mime = 'application/pdf'::text) = (width IS NULL)) AND ((width IS NULL) = (height IS NULL)))),
  CONSTRAINT branding_file_size_check CHECK ((size = octet_length(bytes)))
);

CREATE TABLE certificate (
  contest_id integer NOT NULL,
  number integer NOT NULL,
  code text NOT NULL,
  participant_id uuid NOT NULL,
  prize text NOT NULL,
  words text NOT NULL,
  unit_name text NOT NULL,
  contest_title text NOT NULL,
  score integer,
  max_score integer,
  symbol text NOT NULL,
  issued_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  revoked_at timestamp(3) with time zone,
  revoke_reason text,
  replaced_by integer,
  decision text,
  CONSTRAINT certificate_pkey PRIMARY KEY (contest_id, number),
  CONSTRAINT certificate_code_key UNIQUE (code),
  CONSTRAINT certificate_number_check CHECK ((number > 0)),
  CONSTRAINT certificate_replaced_check CHECK ((replaced_by > number)),
  CONSTRAINT certificate_revoked_check CHECK ((((revoked_at IS NULL) = (revoke_reason IS NULL)) AND ((replaced_by IS NULL) OR (revoked_at IS NOT NULL))))
);
CREATE INDEX certificate_participant_idx ON public.certificate USING btree (contest_id, participant_id);
CREATE UNIQUE INDEX certificate_valid_key ON public.certificate USING btree (contest_id, participant_id, prize) WHERE (revoked_at IS NULL);

CREATE TABLE certificate_design (
  contest_id integer NOT NULL,
  version integer NOT NULL,
  content jsonb NOT NULL,
  background text,
  last_number integer DEFAULT 0 NOT NULL,
  seen_version bigint DEFAULT 0 NOT NULL,
  updated_by uuid,
  updated_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  seen_publications integer DEFAULT 0 NOT NULL,
  CONSTRAINT certificate_design_pkey PRIMARY KEY (contest_id)
);

CREATE TABLE commendation_decision (
  contest_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  entry smallint NOT NULL,
  number text NOT NULL,
  date date NOT NULL,
  signer text NOT NULL,
  reason text,
  recorded_by uuid NOT NULL,
  recorded_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT commendation_decision_pkey PRIMARY KEY (contest_id, proposal_id, entry),
  CONSTRAINT commendation_decision_reason_check CHECK (((entry = 1) = (reason IS NULL)))
);

CREATE TABLE commendation_line (
  contest_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  id uuid NOT NULL,
  place smallint NOT NULL,
  participant_id uuid,
  contest_unit_id integer NOT NULL,
  facts jsonb NOT NULL,
  post text,
  reason text,
  added_by uuid NOT NULL,
  added_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  removed_by uuid,
  removed_at timestamp(3) with time zone,
  CONSTRAINT commendation_line_pkey PRIMARY KEY (contest_id, proposal_id, id),
  CONSTRAINT commendation_line_post_check CHECK (((post IS NULL) OR (participant_id IS NOT NULL))),
  CONSTRAINT commendation_line_removed_check CHECK (((removed_by IS NULL) = (removed_at IS NULL)))
);
CREATE UNIQUE INDEX commendation_line_person_key ON public.commendation_line USING btree (contest_id, proposal_id, participant_id) WHERE ((removed_at IS NULL) AND (participant_id IS NOT NULL));
CREATE UNIQUE INDEX commendation_line_unit_key ON public.commendation_line USING btree (contest_id, proposal_id, contest_unit_id) WHERE ((removed_at IS NULL) AND (participant_id IS NULL));

CREATE TABLE commendation_proposal (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  form text NOT NULL,
  form_words text,
  authority text NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  made_by uuid NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamp(3) with time zone,
  CONSTRAINT commendation_proposal_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT commendation_proposal_form_check CHECK (((form = ANY (ARRAY['merit'::text, 'commendation'::text, 'other'::text])) AND ((form = 'other'::text) = (form_words IS NOT NULL)))),
  CONSTRAINT commendation_proposal_withdrawn_check CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL)))
);

CREATE TABLE consent (
  account_id uuid NOT NULL,
  contest_id integer NOT NULL,
  purpose text NOT NULL,
  version smallint NOT NULL,
  given_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  withdrawn_at timestamp(3) with time zone,
  CONSTRAINT consent_pkey PRIMARY KEY (account_id, contest_id, purpose, given_at),
  CONSTRAINT consent_purpose_check CHECK ((purpose = ANY (ARRAY['contest'::text, 'publish_name'::text, 'contact_later'::text])))
);

CREATE TABLE contest (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  bank_id integer,
  slug text NOT NULL,
  title text NOT NULL,
  status text DEFAULT 'draft'::text NOT NULL,
  settled_revision smallint DEFAULT 1 NOT NULL,
  hotline text,
  sample boolean DEFAULT false NOT NULL,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  page jsonb,
  retention_months smallint DEFAULT 24 NOT NULL,
  practice_bank_id integer,
  run_by_unit_code text,
  next_revision smallint,
  next_at timestamp(3) with time zone,
  CONSTRAINT contest_pkey PRIMARY KEY (id),
  CONSTRAINT contest_slug_key UNIQUE (slug),
  CONSTRAINT contest_next_check CHECK (((next_revision IS NULL) = (next_at IS NULL))),
  CONSTRAINT contest_retention_check CHECK (((retention_months >= 1) AND (retention_months <= 120))),
  CONSTRAINT contest_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'closed'::text])))
);
CREATE INDEX contest_run_by_unit_idx ON public.contest USING btree (run_by_unit_code) WHERE (run_by_unit_code IS NOT NULL);

CREATE TABLE contest_branding (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer,
  plan_id uuid,
  version integer NOT NULL,
  content jsonb NOT NULL,
  files text[] NOT NULL,
  updated_by uuid,
  updated_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT contest_branding_pkey PRIMARY KEY (id),
  CONSTRAINT contest_branding_contest_key UNIQUE (contest_id),
  CONSTRAINT contest_branding_plan_key UNIQUE (plan_id),
  CONSTRAINT contest_branding_of_check CHECK (((contest_id IS NULL) <> (plan_id IS NULL)))
);

CREATE TABLE contest_headcount (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  contest_unit_id integer NOT NULL,
  headcount integer NOT NULL,
  counted_on date NOT NULL,
  source text NOT NULL,
  set_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT contest_headcount_pkey PRIMARY KEY (id),
  CONSTRAINT contest_headcount_check CHECK ((headcount > 0))
);
CREATE INDEX contest_headcount_unit_idx ON public.contest_headcount USING btree (contest_unit_id, id);

CREATE TABLE contest_plan (
  id uuid NOT NULL,
  regulations jsonb NOT NULL,
  bank_code text,
  invited jsonb,
  version integer DEFAULT 1 NOT NULL,
  contest_id integer,
  created_by uuid,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  updated_by uuid,
  updated_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  rehearsed jsonb,
  run_by_unit_code text,
  locked text[] DEFAULT '{}'::text[] NOT NULL,
  CONSTRAINT contest_plan_pkey PRIMARY KEY (id),
  CONSTRAINT contest_plan_contest_key UNIQUE (contest_id)
);

CREATE TABLE contest_revision (
  contest_id integer NOT NULL,
  revision smallint NOT NULL,
  rules jsonb NOT NULL,
  note text,
  effective_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  regulations jsonb,
  withdrawn_at timestamp(3) with time zone,
  CONSTRAINT contest_revision_pkey PRIMARY KEY (contest_id, revision)
);

CREATE TABLE contest_stop (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  stopped_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  stopped_by uuid NOT NULL,
  reason text NOT NULL,
  note text NOT NULL,
  lifted_at timestamp(3) with time zone,
  lifted_by uuid,
  CONSTRAINT contest_stop_pkey PRIMARY KEY (id),
  CONSTRAINT contest_stop_lifted_check CHECK ((((lifted_at IS NULL) = (lifted_by IS NULL)) AND (lifted_at >= stopped_at)))
);
CREATE UNIQUE INDEX contest_stop_open_key ON public.contest_stop USING btree (contest_id) WHERE (lifted_at IS NULL);

CREATE TABLE contest_unit (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  unit_id integer,
  parent_id integer,
  code text NOT NULL,
  name text NOT NULL,
  parent_name text,
  level text NOT NULL,
  kind text NOT NULL,
  search_key text NOT NULL,
  invited boolean NOT NULL,
  headcount integer,
  headcount_note text,
  block text,
  CONSTRAINT contest_unit_pkey PRIMARY KEY (id),
  CONSTRAINT contest_unit_code_key UNIQUE (contest_id, code),
  CONSTRAINT contest_unit_headcount_check CHECK ((headcount >= 0))
);
CREATE INDEX contest_unit_parent_idx ON public.contest_unit USING btree (parent_id);
CREATE INDEX contest_unit_search_idx ON public.contest_unit USING gin (search_key gin_trgm_ops);

CREATE TABLE contribution (
  contest_id integer NOT NULL,
  attempt_id uuid NOT NULL,
  round_id smallint NOT NULL,
  phase_id smallint,
  audience_id smallint NOT NULL,
  participant_id uuid NOT NULL,
  contest_unit_id integer NOT NULL,
  valid boolean NOT NULL,
  counted boolean NOT NULL,
  score integer NOT NULL,
  full_marks boolean NOT NULL,
  duration_ms integer NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  submitted_at timestamp(3) with time zone NOT NULL,
  grade_revision smallint NOT NULL,
  CONSTRAINT contribution_pkey PRIMARY KEY (contest_id, attempt_id)
) PARTITION BY LIST (contest_id);
CREATE INDEX contribution_participant_idx ON ONLY public.contribution USING btree (contest_id, participant_id);

CREATE TABLE desk_note (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  participant_id uuid NOT NULL,
  text text NOT NULL,
  noted_by uuid NOT NULL,
  noted_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT desk_note_pkey PRIMARY KEY (id)
);
CREATE INDEX desk_note_person_idx ON public.desk_note USING btree (contest_id, participant_id, id);

CREATE TABLE different_items (
  first_id integer NOT NULL,
  second_id integer NOT NULL,
  bank_id integer NOT NULL,
  decided_by uuid NOT NULL,
  decided_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT different_items_pkey PRIMARY KEY (first_id, second_id),
  CONSTRAINT different_items_order_check CHECK ((first_id < second_id))
);
CREATE INDEX different_items_bank_idx ON public.different_items USING btree (bank_id);

CREATE TABLE document_job (
  id uuid NOT NULL,
  contest_id integer NOT NULL,
  kind text NOT NULL,
  params jsonb NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  state text DEFAULT 'asked'::text NOT NULL,
  tries smallint DEFAULT 0 NOT NULL,
  started_at timestamp(3) with time zone,
  beat_at timestamp(3) with time zone,
  done integer DEFAULT 0 NOT NULL,
  total integer DEFAULT 0 NOT NULL,
  ended_at timestamp(3) with time zone,
  expires_at timestamp(3) with time zone,
  file_name text,
  mime text,
  size integer,
  failure text,
  CONSTRAINT document_job_pkey PRIMARY KEY (id),
  CONSTRAINT document_job_ended_check CHECK ((((state = ANY (ARRAY['asked'::text, 'running'::text])) = (ended_at IS NULL)) AND ((ended_at IS NULL) = (expires_at IS NULL)))),
  CONSTRAINT document_job_failure_check CHECK (((state = 'failed'::text) = (failure IS NOT NULL))),
  CONSTRAINT document_job_file_check CHECK ((((state = 'done'::text) = (size IS NOT NULL)) AND ((size IS NULL) = (file_name IS NULL)) AND ((size IS NULL) = (mime IS NULL)))),
  CONSTRAINT document_job_running_check CHECK (((state <> 'running'::text) OR (beat_at IS NOT NULL))),
  CONSTRAINT document_job_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX document_job_contest_idx ON public.document_job USING btree (contest_id, asked_at);
CREATE INDEX document_job_open_idx ON public.document_job USING btree (asked_at) WHERE (state = ANY (ARRAY['asked'::text, 'running'::text]));

CREATE TABLE document_part (
  job_id uuid NOT NULL,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  CONSTRAINT document_part_pkey PRIMARY KEY (job_id, number),
  CONSTRAINT document_part_bytes_check CHECK (((octet_length(bytes) >= 1) AND (octet_length(bytes) <= 1048576)))
);

CREATE TABLE earlier_total (
  contest_id integer NOT NULL,
  contest_unit_id integer NOT NULL,
  persons integer,
  attempts integer,
  as_of date NOT NULL,
  source text NOT NULL,
  of_units text[] DEFAULT '{}'::text[] NOT NULL,
  lacking text[] DEFAULT '{}'::text[] NOT NULL,
  split_from text[] DEFAULT '{}'::text[] NOT NULL,
  CONSTRAINT earlier_total_pkey PRIMARY KEY (contest_unit_id),
  CONSTRAINT earlier_total_check CHECK (((persons >= 0) AND (attempts >= 0) AND ((num_nonnulls(persons, attempts) > 0) <> (cardinality(split_from) > 0))))
);

CREATE TABLE exclusion (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  phone text,
  reason text NOT NULL,
  declared_by uuid NOT NULL,
  declared_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  account_id uuid,
  CONSTRAINT exclusion_pkey PRIMARY KEY (id),
  CONSTRAINT exclusion_account_key UNIQUE (contest_id, account_id),
  CONSTRAINT exclusion_phone_key UNIQUE (contest_id, phone),
  CONSTRAINT exclusion_reason_check CHECK ((reason = ANY (ARRAY['organizer'::text, 'jury'::text, 'technician'::text, 'relative'::text]))),
  CONSTRAINT exclusion_who_check CHECK ((num_nonnulls(phone, account_id) = 1))
);

CREATE TABLE extra_time_grant (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  participant_id uuid,
  contest_unit_id integer,
  percent smallint NOT NULL,
  reason text NOT NULL,
  granted_by uuid,
  granted_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamp(3) with time zone,
  CONSTRAINT extra_time_grant_pkey PRIMARY KEY (id),
  CONSTRAINT extra_time_grant_percent_check CHECK (((percent >= 1) AND (percent <= 100))),
  CONSTRAINT extra_time_grant_who_check CHECK ((num_nonnulls(participant_id, contest_unit_id) = 1))
);
CREATE INDEX extra_time_grant_contest_idx ON public.extra_time_grant USING btree (contest_id, id);
CREATE UNIQUE INDEX extra_time_grant_person_key ON public.extra_time_grant USING btree (contest_id, participant_id) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX extra_time_grant_unit_key ON public.extra_time_grant USING btree (contest_id, contest_unit_id) WHERE (withdrawn_at IS NULL);

CREATE TABLE feedback (
  id uuid NOT NULL,
  contest_id integer NOT NULL,
  contest_unit_id integer,
  topic text,
  text text,
  satisfaction smallint,
  given_on date NOT NULL,
  given_at timestamp(3) with time zone,
  account_id uuid,
  participant_id uuid,
  attempt_id uuid,
  CONSTRAINT feedback_pkey PRIMARY KEY (id),
  CONSTRAINT feedback_named_check CHECK ((num_nonnulls(given_at, account_id, participant_id, attempt_id) = ANY (ARRAY[0, 4]))),
  CONSTRAINT feedback_satisfaction_check CHECK (((satisfaction >= 1) AND (satisfaction <= 5))),
  CONSTRAINT feedback_says_check CHECK (((text IS NOT NULL) OR (satisfaction IS NOT NULL)))
);
CREATE INDEX feedback_account_idx ON public.feedback USING btree (account_id);
CREATE INDEX feedback_contest_idx ON public.feedback USING btree (contest_id, given_on);

CREATE TABLE frozen_board (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  frozen_at timestamp(3) with time zone NOT NULL,
  source text NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT frozen_board_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
  CONSTRAINT frozen_board_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text])))
);

CREATE TABLE grade (
  contest_id integer NOT NULL,
  attempt_id uuid NOT NULL,
  revision smallint NOT NULL,
  effective boolean NOT NULL,
  marks integer[] NOT NULL,
  key_revisions smallint[] NOT NULL,
  score integer NOT NULL,
  max_score integer NOT NULL,
  full_marks boolean NOT NULL,
  reason text,
  graded_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT grade_pkey PRIMARY KEY (contest_id, attempt_id, revision)
) PARTITION BY LIST (contest_id);
CREATE UNIQUE INDEX grade_effective_key ON ONLY public.grade USING btree (contest_id, attempt_id) WHERE effective;

CREATE TABLE grading_failure (
  contest_id integer NOT NULL,
  attempt_id uuid NOT NULL,
  reason text NOT NULL,
  tries integer DEFAULT 1 NOT NULL,
  last_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT grading_failure_pkey PRIMARY KEY (contest_id, attempt_id)
);

CREATE TABLE identity_paper (
  contest_id integer NOT NULL,
  participant_id uuid NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  reason text NOT NULL,
  number_sealed bytea,
  number_last4 text,
  given_at timestamp(3) with time zone,
  delete_after timestamp(3) with time zone NOT NULL,
  CONSTRAINT identity_paper_pkey PRIMARY KEY (contest_id, participant_id),
  CONSTRAINT identity_paper_given_check CHECK ((((number_sealed IS NULL) = (given_at IS NULL)) AND ((number_last4 IS NULL) = (given_at IS NULL)))),
  CONSTRAINT identity_paper_last4_check CHECK ((number_last4 ~ '^[0-9]{4}$'::text))
);
CREATE INDEX identity_paper_delete_idx ON public.identity_paper USING btree (delete_after);

CREATE TABLE incident_answer (
  contest_id integer NOT NULL,
  "position" smallint NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  CONSTRAINT incident_answer_pkey PRIMARY KEY (contest_id, "position")
);

CREATE TABLE incident_report (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  code text NOT NULL,
  client_id uuid NOT NULL,
  contest_id integer,
  kind text NOT NULL,
  text text NOT NULL,
  contact text,
  page text,
  error_code text,
  browser text,
  noticed_at timestamp(3) with time zone,
  reported_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  account_id uuid,
  attempt_id uuid,
  assigned_to uuid,
  assigned_at timestamp(3) with time zone,
  answer text,
  cause text,
  closed_by uuid,
  closed_at timestamp(3) with time zone,
  CONSTRAINT incident_report_pkey PRIMARY KEY (id),
  CONSTRAINT incident_report_client_key UNIQUE (client_id),
  CONSTRAINT incident_report_code_key UNIQUE (code),
  CONSTRAINT incident_report_assigned_check CHECK (((assigned_to IS NULL) = (assigned_at IS NULL))),
  CONSTRAINT incident_report_cause_check CHECK ((cause = ANY (ARRAY['guidance'::text, 'account'::text, 'network'::text, 'device'::text, 'question'::text, 'system'::text, 'no_fault'::text]))),
  CONSTRAINT incident_report_closed_check CHECK (((closed_at IS NULL) = (cause IS NULL))),
  CONSTRAINT incident_report_kind_check CHECK ((kind = ANY (ARRAY['cannot_sign_in'::text, 'cannot_open'::text, 'not_saved'::text, 'time'::text, 'question'::text, 'result'::text, 'other'::text])))
);
CREATE INDEX incident_report_account_idx ON public.incident_report USING btree (account_id);
CREATE INDEX incident_report_contest_idx ON public.incident_report USING btree (contest_id, id);

CREATE TABLE item (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  bank_id integer NOT NULL,
  topic_id integer NOT NULL,
  code text NOT NULL,
  sub_bank text,
  status text DEFAULT 'draft'::text NOT NULL,
  CONSTRAINT item_pkey PRIMARY KEY (id),
  CONSTRAINT item_code_key UNIQUE (bank_id, code),
  CONSTRAINT item_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'review'::text, 'published'::text, 'retired'::text])))
);
CREATE INDEX item_topic_idx ON public.item USING btree (topic_id);

CREATE TABLE item_batch (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  bank_id integer NOT NULL,
  decision_number text NOT NULL,
  decided_on date NOT NULL,
  names text NOT NULL,
  scan bytea,
  scan_mime text,
  made_by uuid NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  confirmed_by uuid,
  confirmed_at timestamp(3) with time zone,
  CONSTRAINT item_batch_pkey PRIMARY KEY (id),
  CONSTRAINT item_batch_confirmed_check CHECK ((((confirmed_by IS NULL) = (confirmed_at IS NULL)) AND ((confirmed_by IS NULL) OR (scan IS NOT NULL)))),
  CONSTRAINT item_batch_mime_check CHECK ((scan_mime = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text]))),
  CONSTRAINT item_batch_other_eyes_check CHECK ((confirmed_by <> made_by)),
  CONSTRAINT item_batch_scan_check CHECK (((scan IS NULL) = (scan_mime IS NULL)))
);
CREATE INDEX item_batch_bank_idx ON public.item_batch USING btree (bank_id, id);

CREATE TABLE item_batch_item (
  batch_id integer NOT NULL,
  item_version_id integer NOT NULL,
  CONSTRAINT item_batch_item_pkey PRIMARY KEY (batch_id, item_version_id)
);

CREATE TABLE item_media (
  item_version_id integer NOT NULL,
  place smallint NOT NULL,
  kind text NOT NULL,
  sha256 text NOT NULL,
  alt text,
  CONSTRAINT item_media_pkey PRIMARY KEY (item_version_id, place),
  CONSTRAINT item_media_kind_check CHECK ((((kind = 'picture'::text) AND (alt IS NOT NULL)) OR ((kind = 'audio'::text) AND (alt IS NULL))))
);
CREATE UNIQUE INDEX item_media_audio_key ON public.item_media USING btree (item_version_id) WHERE (kind = 'audio'::text);

CREATE TABLE item_note (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  item_id integer NOT NULL,
  version smallint NOT NULL,
  act text NOT NULL,
  words text,
  written_by uuid NOT NULL,
  written_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT item_note_pkey PRIMARY KEY (id),
  CONSTRAINT item_note_act_check CHECK ((act = ANY (ARRAY['comment'::text, 'sent'::text, 'returned'::text, 'approved'::text, 'retired'::text, 'restored'::text, 'imported'::text]))),
  CONSTRAINT item_note_words_check CHECK (((words IS NOT NULL) OR (act <> ALL (ARRAY['comment'::text, 'returned'::text]))))
);
CREATE INDEX item_note_item_idx ON public.item_note USING btree (item_id, id);

CREATE TABLE item_review (
  item_version_id integer NOT NULL,
  state text DEFAULT 'draft'::text NOT NULL,
  written_by uuid NOT NULL,
  sent_at timestamp(3) with time zone,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  CONSTRAINT item_review_pkey PRIMARY KEY (item_version_id),
  CONSTRAINT item_review_decided_check CHECK (((state = ANY (ARRAY['returned'::text, 'approved'::text])) = (decided_by IS NOT NULL))),
  CONSTRAINT item_review_other_eyes_check CHECK ((decided_by <> written_by)),
  CONSTRAINT item_review_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'returned'::text, 'approved'::text])))
);

CREATE TABLE item_version (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  item_id integer NOT NULL,
  version smallint NOT NULL,
  kind text NOT NULL,
  level smallint NOT NULL,
  stem text NOT NULL,
  options text[] NOT NULL,
  fixed_option_order boolean DEFAULT false NOT NULL,
  source_document text,
  source_date date,
  source_article text,
  valid_from date,
  valid_to date,
  editor_mark text,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT item_version_pkey PRIMARY KEY (id),
  CONSTRAINT item_version_key UNIQUE (item_id, version),
  CONSTRAINT item_version_kind_check CHECK ((kind = ANY (ARRAY['single'::text, 'multiple'::text, 'true_false'::text]))),
  CONSTRAINT item_version_level_check CHECK (((level >= 1) AND (level <= 3))),
  CONSTRAINT item_version_options_check CHECK (((cardinality(options) >= 2) AND (cardinality(options) <= 6)))
);

CREATE TABLE item_wording (
  item_version_id integer NOT NULL,
  language text NOT NULL,
  stem text NOT NULL,
  options text[] NOT NULL,
  audio text,
  revision smallint DEFAULT 1 NOT NULL,
  written_by uuid,
  written_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  signed_by uuid,
  signed_at timestamp(3) with time zone,
  returned_by uuid,
  returned_at timestamp(3) with time zone,
  return_words text,
  CONSTRAINT item_wording_pkey PRIMARY KEY (item_version_id, language, revision),
  CONSTRAINT item_wording_other_eyes_check CHECK ((signed_by <> written_by)),
  CONSTRAINT item_wording_returned_check CHECK ((((returned_by IS NULL) = (returned_at IS NULL)) AND ((returned_by IS NULL) = (return_words IS NULL)))),
  CONSTRAINT item_wording_signed_check CHECK (((signed_by IS NULL) = (signed_at IS NULL)))
);

CREATE TABLE key_correction (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  item_version_id integer NOT NULL,
  rule text NOT NULL,
  right_mask smallint,
  reason text NOT NULL,
  public_note text NOT NULL,
  state text DEFAULT 'asked'::text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  preview jsonb,
  approved_by uuid,
  approved_at timestamp(3) with time zone,
  since_revision smallint,
  after_participant uuid,
  attempts integer DEFAULT 0 NOT NULL,
  raised integer DEFAULT 0 NOT NULL,
  lowered integer DEFAULT 0 NOT NULL,
  applied_at timestamp(3) with time zone,
  failure text,
  CONSTRAINT key_correction_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT key_correction_mask_check CHECK ((((rule = 'regrade'::text) = (right_mask IS NOT NULL)) AND ((right_mask >= 1) AND (right_mask <= 63)))),
  CONSTRAINT key_correction_rule_check CHECK ((rule = ANY (ARRAY['regrade'::text, 'annul'::text, 'give_all'::text]))),
  CONSTRAINT key_correction_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'previewed'::text, 'approved'::text, 'applying'::text, 'applied'::text, 'failed'::text])))
);
CREATE INDEX key_correction_open_idx ON public.key_correction USING btree (asked_at) WHERE (state = ANY (ARRAY['asked'::text, 'approved'::text, 'applying'::text]));

CREATE TABLE key_revision (
  item_version_id integer NOT NULL,
  revision smallint NOT NULL,
  key_mask smallint NOT NULL,
  rule text DEFAULT 'normal'::text NOT NULL,
  explanation text,
  reason text,
  created_by uuid,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT key_revision_pkey PRIMARY KEY (item_version_id, revision),
  CONSTRAINT key_revision_mask_check CHECK (((key_mask >= 1) AND (key_mask <= 63))),
  CONSTRAINT key_revision_rule_check CHECK ((rule = ANY (ARRAY['normal'::text, 'annulled'::text, 'all_credit'::text])))
);

CREATE TABLE lot (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  commitment text NOT NULL,
  seed_sealed bytea NOT NULL,
  committed_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  committed_by uuid,
  seed text,
  revealed_at timestamp(3) with time zone,
  source text,
  source_at timestamp(3) with time zone,
  words text,
  words_at timestamp(3) with time zone,
  CONSTRAINT lot_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
  CONSTRAINT lot_commitment_check CHECK ((commitment ~ '^[0-9a-f]{64}$'::text)),
  CONSTRAINT lot_revealed_check CHECK (((seed IS NULL) = (revealed_at IS NULL))),
  CONSTRAINT lot_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text]))),
  CONSTRAINT lot_source_check CHECK (((source IS NULL) = (source_at IS NULL))),
  CONSTRAINT lot_words_check CHECK ((((words IS NULL) = (words_at IS NULL)) AND ((words IS NULL) OR (source IS NOT NULL))))
);

CREATE TABLE media (
  sha256 text NOT NULL,
  mime text NOT NULL,
  bytes bytea NOT NULL,
  size integer NOT NULL,
  CONSTRAINT media_pkey PRIMARY KEY (sha256),
  CONSTRAINT media_mime_check CHECK ((mime = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text, 'audio/mpeg'::text, 'audio/ogg'::text, 'audio/mp4'::text]))),
  CONSTRAINT media_sha256_check CHECK ((sha256 = encode(sha256(bytes), 'hex'::text))),
  CONSTRAINT media_size_check CHECK ((size = octet_length(bytes)))
);

CREATE TABLE official_board (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  publication smallint NOT NULL,
  settlement_id uuid NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT official_board_pkey PRIMARY KEY (contest_id, scope_kind, scope_id),
  CONSTRAINT official_board_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text])))
);

CREATE TABLE official_place (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  audience_id smallint NOT NULL,
  place integer NOT NULL,
  rank integer NOT NULL,
  participant_id uuid NOT NULL,
  contest_unit_id integer NOT NULL,
  score integer NOT NULL,
  full_marks boolean NOT NULL,
  duration_ms bigint NOT NULL,
  attempt_count integer NOT NULL,
  decided jsonb,
  CONSTRAINT official_place_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, place),
  CONSTRAINT official_place_person_key UNIQUE (contest_id, participant_id, scope_kind, scope_id, audience_id)
);

CREATE TABLE open_data (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  columns text[] NOT NULL,
  terms text NOT NULL,
  terms_text text,
  data bytea NOT NULL,
  data_hash text NOT NULL,
  dictionary bytea NOT NULL,
  dictionary_hash text NOT NULL,
  summary jsonb NOT NULL,
  figures_version bigint NOT NULL,
  made_at timestamp(3) with time zone NOT NULL,
  published_at timestamp(3) with time zone,
  published_by uuid,
  without_settlement boolean,
  withdrawn_at timestamp(3) with time zone,
  withdrawn_by uuid,
  withdraw_reason text,
  CONSTRAINT open_data_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT open_data_hash_check CHECK (((data_hash ~ '^[0-9a-f]{64}$'::text) AND (dictionary_hash ~ '^[0-9a-f]{64}$'::text))),
  CONSTRAINT open_data_published_check CHECK ((((published_at IS NULL) = (published_by IS NULL)) AND ((published_at IS NULL) = (without_settlement IS NULL)))),
  CONSTRAINT open_data_terms_check CHECK (((terms = ANY (ARRAY['cc_by_4'::text, 'nd_194_2025'::text, 'own'::text])) AND ((terms = 'own'::text) = (terms_text IS NOT NULL)))),
  CONSTRAINT open_data_withdrawn_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdraw_reason IS NULL)) AND ((withdrawn_at IS NULL) OR (published_at IS NOT NULL))))
);
CREATE UNIQUE INDEX open_data_public_key ON public.open_data USING btree (contest_id) WHERE ((published_at IS NOT NULL) AND (withdrawn_at IS NULL));

CREATE TABLE participant (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  contest_unit_id integer NOT NULL,
  audience_id smallint NOT NULL,
  full_name text NOT NULL,
  birth_date date,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  extra_time_percent smallint DEFAULT 0 NOT NULL,
  publish_name boolean,
  anonymised_at timestamp(3) with time zone,
  guardian_name text,
  CONSTRAINT participant_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT participant_account_key UNIQUE (account_id, contest_id),
  CONSTRAINT participant_extra_time_check CHECK (((extra_time_percent >= 0) AND (extra_time_percent <= 100)))
);
CREATE INDEX participant_name_idx ON public.participant USING btree (contest_unit_id, regexp_replace(search_key(full_name), '^(.*) (\S+)$'::text, '\2 \1'::text), id);

CREATE TABLE pause (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  started_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  started_by uuid NOT NULL,
  reason text NOT NULL,
  note text NOT NULL,
  ended_at timestamp(3) with time zone,
  ended_by uuid,
  attempts integer,
  CONSTRAINT pause_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT pause_ended_check CHECK ((((ended_at IS NULL) = (attempts IS NULL)) AND (ended_at >= started_at)))
);
CREATE UNIQUE INDEX pause_open_key ON public.pause USING btree (contest_id) WHERE (ended_at IS NULL);

CREATE TABLE person_number (
  contest_id integer NOT NULL,
  number integer NOT NULL,
  participant_id uuid NOT NULL,
  CONSTRAINT person_number_pkey PRIMARY KEY (contest_id, number),
  CONSTRAINT person_number_participant_key UNIQUE (contest_id, participant_id)
);

CREATE TABLE phase (
  contest_id integer NOT NULL,
  id smallint NOT NULL,
  title text NOT NULL,
  CONSTRAINT phase_pkey PRIMARY KEY (contest_id, id)
);

CREATE TABLE phone_claim (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  phone text NOT NULL,
  full_name text NOT NULL,
  birth_date date NOT NULL,
  contest_unit_id integer NOT NULL,
  note text,
  state text DEFAULT 'open'::text NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  account_id uuid,
  CONSTRAINT phone_claim_pkey PRIMARY KEY (id),
  CONSTRAINT phone_claim_decided_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  CONSTRAINT phone_claim_state_check CHECK ((state = ANY (ARRAY['open'::text, 'handed_over'::text, 'both_kept'::text, 'refused'::text])))
);
CREATE INDEX phone_claim_account_idx ON public.phone_claim USING btree (account_id);
CREATE UNIQUE INDEX phone_claim_open_key ON public.phone_claim USING btree (contest_id, phone, birth_date, full_name) WHERE (state = 'open'::text);
CREATE INDEX phone_claim_state_idx ON public.phone_claim USING btree (contest_id, state, id);

CREATE TABLE phone_code (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  issued_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  tries smallint DEFAULT 0 NOT NULL,
  CONSTRAINT phone_code_pkey PRIMARY KEY (account_id)
);

CREATE TABLE plan_offer (
  plan_id uuid NOT NULL,
  unit_code text,
  locked text[] NOT NULL,
  offered_by uuid,
  offered_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT plan_offer_pkey PRIMARY KEY (plan_id)
);

CREATE TABLE publication (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  number smallint NOT NULL,
  settlement_id uuid NOT NULL,
  version smallint NOT NULL,
  hash text NOT NULL,
  input_hash text NOT NULL,
  reason text,
  published_by uuid NOT NULL,
  published_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  appeals_until timestamp(3) with time zone,
  decision_number text,
  decision_date date,
  decision_signer text,
  CONSTRAINT publication_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, number),
  CONSTRAINT publication_reason_check CHECK (((number = 1) = (reason IS NULL))),
  CONSTRAINT publication_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text])))
);
CREATE INDEX publication_hash_idx ON public.publication USING btree (hash);
CREATE INDEX publication_input_idx ON public.publication USING btree (input_hash);

CREATE TABLE rehearsal (
  contest_id integer NOT NULL,
  plan_id uuid NOT NULL,
  plan_version integer NOT NULL,
  phones text[] NOT NULL,
  unit_codes text[] NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT rehearsal_pkey PRIMARY KEY (contest_id),
  CONSTRAINT rehearsal_plan_key UNIQUE (plan_id)
);

CREATE TABLE reset_code (
  code_hash bytea NOT NULL,
  account_id uuid NOT NULL,
  contest_id integer NOT NULL,
  issued_by uuid NOT NULL,
  issued_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  used_at timestamp(3) with time zone,
  CONSTRAINT reset_code_pkey PRIMARY KEY (code_hash)
);
CREATE INDEX reset_code_account_idx ON public.reset_code USING btree (account_id);
CREATE INDEX reset_code_issuer_idx ON public.reset_code USING btree (issued_by, issued_at);

CREATE TABLE round (
  contest_id integer NOT NULL,
  id smallint NOT NULL,
  phase_id smallint,
  title text NOT NULL,
  settled_revision smallint DEFAULT 1 NOT NULL,
  next_revision smallint,
  next_at timestamp(3) with time zone,
  CONSTRAINT round_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT round_next_check CHECK (((next_revision IS NULL) = (next_at IS NULL)))
);

CREATE TABLE round_revision (
  contest_id integer NOT NULL,
  round_id smallint NOT NULL,
  revision smallint NOT NULL,
  opens_at timestamp(3) with time zone NOT NULL,
  closes_at timestamp(3) with time zone NOT NULL,
  rules jsonb NOT NULL,
  pool integer[] NOT NULL,
  note text,
  effective_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  withdrawn_at timestamp(3) with time zone,
  pool_parts text[],
  CONSTRAINT round_revision_pkey PRIMARY KEY (contest_id, round_id, revision),
  CONSTRAINT round_revision_parts_check CHECK ((cardinality(pool_parts) = cardinality(pool))),
  CONSTRAINT round_revision_window_check CHECK ((closes_at > opens_at))
);

CREATE TABLE score_counter (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  audience_id smallint NOT NULL,
  score integer NOT NULL,
  attempts integer NOT NULL,
  CONSTRAINT score_counter_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, score)
) WITH (fillfactor=60);

CREATE TABLE second_factor (
  account_id uuid NOT NULL,
  secret bytea,
  pending_secret bytea,
  confirmed_at timestamp(3) with time zone,
  last_step bigint DEFAULT 0 NOT NULL,
  recovery_hashes bytea[] DEFAULT '{}'::bytea[] NOT NULL,
  CONSTRAINT second_factor_pkey PRIMARY KEY (account_id),
  CONSTRAINT second_factor_confirmed_check CHECK (((secret IS NULL) = (confirmed_at IS NULL)))
);

CREATE TABLE session (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  ended_at timestamp(3) with time zone,
  device text,
  second_factor_at timestamp(3) with time zone,
  idle_ms integer,
  last_seen_at timestamp(3) with time zone,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_key UNIQUE (token_hash),
  CONSTRAINT session_idle_check CHECK (((idle_ms IS NULL) = (last_seen_at IS NULL)))
);
CREATE INDEX session_account_idx ON public.session USING btree (account_id);
CREATE INDEX session_ended_idx ON public.session USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE TABLE settlement (
  contest_id integer NOT NULL,
  id uuid NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  state text DEFAULT 'asked'::text NOT NULL,
  version smallint DEFAULT 0 NOT NULL,
  wanted smallint DEFAULT 1 NOT NULL,
  done integer DEFAULT 0 NOT NULL,
  total integer,
  asked_by uuid NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  signals integer DEFAULT 0 NOT NULL,
  reason text,
  failure text,
  closed_by uuid,
  closed_at timestamp(3) with time zone,
  close_reason text,
  tries smallint DEFAULT 0 NOT NULL,
  CONSTRAINT settlement_pkey PRIMARY KEY (contest_id, id),
  CONSTRAINT settlement_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text]))),
  CONSTRAINT settlement_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'computed'::text, 'published'::text, 'superseded'::text, 'withdrawn'::text, 'failed'::text])))
);
CREATE UNIQUE INDEX settlement_open_key ON public.settlement USING btree (contest_id, scope_kind, scope_id) WHERE (state = ANY (ARRAY['asked'::text, 'computed'::text]));
CREATE INDEX settlement_owed_idx ON public.settlement USING btree (asked_at) WHERE (state = 'asked'::text);

CREATE TABLE settlement_approval (
  contest_id integer NOT NULL,
  settlement_id uuid NOT NULL,
  version smallint NOT NULL,
  account_id uuid NOT NULL,
  hash text NOT NULL,
  approved_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT settlement_approval_pkey PRIMARY KEY (contest_id, settlement_id, version, account_id)
);

CREATE TABLE settlement_line (
  contest_id integer NOT NULL,
  settlement_id uuid NOT NULL,
  board text NOT NULL,
  place integer NOT NULL,
  rank integer NOT NULL,
  number integer NOT NULL,
  line jsonb NOT NULL,
  CONSTRAINT settlement_line_pkey PRIMARY KEY (contest_id, settlement_id, board, place)
);
CREATE INDEX settlement_line_number_idx ON public.settlement_line USING btree (contest_id, settlement_id, number);

CREATE TABLE sign_in_link (
  token_hash bytea NOT NULL,
  account_id uuid NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  used_at timestamp(3) with time zone,
  CONSTRAINT sign_in_link_pkey PRIMARY KEY (token_hash)
);

CREATE TABLE signal (
  contest_id integer NOT NULL,
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  kind text NOT NULL,
  subject text NOT NULL,
  participant_ids uuid[] NOT NULL,
  attempt_ids uuid[] NOT NULL,
  contest_unit_id integer,
  figures jsonb NOT NULL,
  state text DEFAULT 'open'::text NOT NULL,
  found_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  decision text,
  reason text,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  CONSTRAINT signal_pkey PRIMARY KEY (id),
  CONSTRAINT signal_subject_key UNIQUE (contest_id, kind, subject),
  CONSTRAINT signal_decided_check CHECK ((((state = 'open'::text) = (decided_at IS NULL)) AND ((decision IS NULL) = (decided_at IS NULL)))),
  CONSTRAINT signal_decision_check CHECK ((decision = ANY (ARRAY['nothing'::text, 'ask'::text, 'void'::text]))),
  CONSTRAINT signal_kind_check CHECK ((kind = ANY (ARRAY['same_person'::text, 'fast'::text, 'sequence'::text, 'many_attempts'::text]))),
  CONSTRAINT signal_state_check CHECK ((state = ANY (ARRAY['open'::text, 'decided'::text])))
);
CREATE INDEX signal_state_idx ON public.signal USING btree (contest_id, state, id);

CREATE TABLE staff_invitation (
  token_hash bytea NOT NULL,
  role text NOT NULL,
  contest_id integer,
  contest_unit_id integer,
  full_name text NOT NULL,
  phone text NOT NULL,
  role_expires_at timestamp(3) with time zone,
  invited_by uuid,
  expires_at timestamp(3) with time zone NOT NULL,
  used_at timestamp(3) with time zone,
  unit_code text,
  id uuid NOT NULL,
  CONSTRAINT staff_invitation_pkey PRIMARY KEY (token_hash),
  CONSTRAINT staff_invitation_id_key UNIQUE (id)
);
CREATE INDEX staff_invitation_phone_idx ON public.staff_invitation USING btree (phone);

CREATE TABLE staff_role (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL,
  contest_id integer,
  contest_unit_id integer,
  granted_by uuid,
  granted_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  expires_at timestamp(3) with time zone,
  unit_code text,
  CONSTRAINT staff_role_pkey PRIMARY KEY (id),
  CONSTRAINT staff_role_role_check CHECK ((role = ANY (ARRAY['unit_manager'::text, 'author'::text, 'reviewer'::text, 'judge'::text, 'host'::text, 'support'::text, 'organizer'::text, 'unit_organizer'::text, 'auditor'::text, 'administrator'::text]))),
  CONSTRAINT staff_role_unit_check CHECK ((((role = 'unit_organizer'::text) = (unit_code IS NOT NULL)) AND ((unit_code IS NULL) OR (contest_id IS NULL))))
);
CREATE INDEX staff_role_account_idx ON public.staff_role USING btree (account_id);

CREATE TABLE standing (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  audience_id smallint NOT NULL,
  participant_id uuid NOT NULL,
  attempt_id uuid NOT NULL,
  contest_unit_id integer NOT NULL,
  score integer NOT NULL,
  full_marks boolean NOT NULL,
  duration_ms integer NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  submitted_at timestamp(3) with time zone NOT NULL,
  attempt_count integer NOT NULL,
  sort_key bytea NOT NULL,
  CONSTRAINT standing_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, participant_id),
  CONSTRAINT standing_scope_check CHECK ((scope_kind = ANY (ARRAY['round'::text, 'phase'::text, 'contest'::text, 'frozen_round'::text, 'frozen_phase'::text, 'frozen_contest'::text])))
) PARTITION BY LIST (contest_id);
CREATE INDEX standing_order_idx ON ONLY public.standing USING btree (contest_id, scope_kind, scope_id, audience_id, sort_key, participant_id);

CREATE TABLE standing_bucket (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  audience_id smallint NOT NULL,
  bucket bytea NOT NULL,
  standings integer NOT NULL,
  CONSTRAINT standing_bucket_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, audience_id, bucket)
) WITH (fillfactor=60);

CREATE TABLE start_pace (
  contest_id integer NOT NULL,
  starts_per_second integer NOT NULL,
  set_by uuid NOT NULL,
  set_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT start_pace_pkey PRIMARY KEY (contest_id),
  CONSTRAINT start_pace_check CHECK ((starts_per_second > 0))
);

CREATE TABLE tally_mark (
  contest_id integer NOT NULL,
  version bigint DEFAULT 0 NOT NULL,
  changed_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT tally_mark_pkey PRIMARY KEY (contest_id)
) WITH (fillfactor=50);

CREATE TABLE topic (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  bank_id integer NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  CONSTRAINT topic_pkey PRIMARY KEY (id),
  CONSTRAINT topic_code_key UNIQUE (bank_id, code)
);

CREATE TABLE unit (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  parent_id integer,
  code text NOT NULL,
  level text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  full_name text NOT NULL,
  search_key text NOT NULL,
  valid_from date NOT NULL,
  valid_to date,
  sample boolean DEFAULT false NOT NULL,
  CONSTRAINT unit_pkey PRIMARY KEY (id),
  CONSTRAINT unit_code_key UNIQUE (code, valid_from),
  CONSTRAINT unit_kind_check CHECK ((kind = ANY (ARRAY['territorial'::text, 'agency'::text, 'school'::text, 'enterprise'::text, 'association'::text, 'armed_force'::text, 'virtual'::text]))),
  CONSTRAINT unit_validity_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from)))
);
CREATE INDEX unit_parent_idx ON public.unit USING btree (parent_id);
CREATE INDEX unit_search_idx ON public.unit USING gin (search_key gin_trgm_ops);

CREATE TABLE unit_change (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  kind text NOT NULL,
  effective_on date NOT NULL,
  legal_basis text NOT NULL,
  units_before text[] NOT NULL,
  units_after text[] NOT NULL,
  made integer[] NOT NULL,
  ended integer[] NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  undone_at timestamp(3) with time zone,
  CONSTRAINT unit_change_pkey PRIMARY KEY (id),
  CONSTRAINT unit_change_kind_check CHECK ((kind = ANY (ARRAY['renamed'::text, 'moved'::text, 'merged'::text, 'split'::text, 'retired'::text, 'added'::text])))
);

CREATE TABLE unit_correction (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  participant_id uuid NOT NULL,
  from_unit_id integer NOT NULL,
  to_unit_id integer NOT NULL,
  reason text,
  state text DEFAULT 'open'::text NOT NULL,
  asked_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  decided_by uuid,
  decided_at timestamp(3) with time zone,
  note text,
  CONSTRAINT unit_correction_pkey PRIMARY KEY (id),
  CONSTRAINT unit_correction_decided_check CHECK (((state = 'open'::text) = (decided_at IS NULL))),
  CONSTRAINT unit_correction_state_check CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'refused'::text])))
);
CREATE UNIQUE INDEX unit_correction_open_key ON public.unit_correction USING btree (contest_id, participant_id) WHERE (state = 'open'::text);
CREATE INDEX unit_correction_person_idx ON public.unit_correction USING btree (contest_id, participant_id, id);
CREATE INDEX unit_correction_unit_idx ON public.unit_correction USING btree (contest_id, to_unit_id, state);

CREATE TABLE unit_counter (
  contest_id integer NOT NULL,
  scope_kind text NOT NULL,
  scope_id smallint NOT NULL,
  contest_unit_id integer NOT NULL,
  persons integer NOT NULL,
  attempts integer NOT NULL,
  counted_attempts integer NOT NULL,
  counted_score bigint NOT NULL,
  full_marks_attempts integer NOT NULL,
  full_marks_persons integer NOT NULL,
  CONSTRAINT unit_counter_pkey PRIMARY KEY (contest_id, scope_kind, scope_id, contest_unit_id)
) WITH (fillfactor=50);

CREATE TABLE unit_invitation (
  id integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
  contest_id integer NOT NULL,
  contest_unit_id integer NOT NULL,
  full_name text,
  phone text,
  is_deputy boolean DEFAULT false NOT NULL,
  token_hash bytea NOT NULL,
  code_hash text NOT NULL,
  state text DEFAULT 'sent'::text NOT NULL,
  sent_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  opened_at timestamp(3) with time zone,
  activated_at timestamp(3) with time zone,
  account_id uuid,
  CONSTRAINT unit_invitation_pkey PRIMARY KEY (id),
  CONSTRAINT unit_invitation_token_key UNIQUE (token_hash),
  CONSTRAINT unit_invitation_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'opened'::text, 'active'::text, 'replaced'::text])))
);
CREATE UNIQUE INDEX unit_invitation_manager_key ON public.unit_invitation USING btree (contest_unit_id) WHERE ((NOT is_deputy) AND (state <> 'replaced'::text));
CREATE INDEX unit_invitation_unit_idx ON public.unit_invitation USING btree (contest_unit_id);

CREATE TABLE unit_succession (
  old_unit_id integer NOT NULL,
  new_unit_id integer NOT NULL,
  relation text NOT NULL,
  effective_on date NOT NULL,
  legal_basis text,
  CONSTRAINT unit_succession_pkey PRIMARY KEY (old_unit_id, new_unit_id),
  CONSTRAINT unit_succession_relation_check CHECK ((relation = ANY (ARRAY['merged'::text, 'split'::text, 'renamed'::text, 'reclassified'::text, 'moved'::text, 'unchanged'::text])))
);
CREATE INDEX unit_succession_new_idx ON public.unit_succession USING btree (new_unit_id);

CREATE TABLE winner_file (
  contest_id integer NOT NULL,
  settlement_id uuid NOT NULL,
  version smallint NOT NULL,
  input bytea NOT NULL,
  input_hash text NOT NULL,
  content bytea NOT NULL,
  hash text NOT NULL,
  summary jsonb NOT NULL,
  made_at timestamp(3) with time zone DEFAULT contest_clock() NOT NULL,
  CONSTRAINT winner_file_pkey PRIMARY KEY (contest_id, settlement_id, version),
  CONSTRAINT winner_file_hash_check CHECK (((hash ~ '^[0-9a-f]{64}$'::text) AND (input_hash ~ '^[0-9a-f]{64}$'::text)))
);

CREATE OR REPLACE FUNCTION public.current_revision(contest)
 RETURNS smallint
 LANGUAGE sql
AS $function$SELECT CASE WHEN $1.next_at <= contest_clock() THEN $1.next_revision ELSE $1.settled_revision END$function$;

CREATE OR REPLACE FUNCTION public.current_revision(round)
 RETURNS smallint
 LANGUAGE sql
AS $function$SELECT CASE WHEN $1.next_at <= contest_clock() THEN $1.next_revision ELSE $1.settled_revision END$function$;

ALTER TABLE announcement ADD CONSTRAINT announcement_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE appeal ADD CONSTRAINT appeal_publication_fkey FOREIGN KEY (contest_id, scope_kind, scope_id, publication) REFERENCES publication(contest_id, scope_kind, scope_id, number);
ALTER TABLE attempt_quota ADD CONSTRAINT attempt_quota_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant(contest_id, id) ON DELETE CASCADE;
ALTER TABLE audience ADD CONSTRAINT audience_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE audit_seal ADD CONSTRAINT audit_seal_audit_fkey FOREIGN KEY (audit_id) REFERENCES audit(id);
ALTER TABLE award ADD CONSTRAINT award_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file(contest_id, settlement_id, version);
ALTER TABLE award_decision ADD CONSTRAINT award_decision_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement(contest_id, id);
ALTER TABLE certificate ADD CONSTRAINT certificate_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE certificate ADD CONSTRAINT certificate_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant(contest_id, id) ON DELETE CASCADE;
ALTER TABLE certificate_design ADD CONSTRAINT certificate_design_background_fkey FOREIGN KEY (background) REFERENCES branding_file(sha256);
ALTER TABLE certificate_design ADD CONSTRAINT certificate_design_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE commendation_decision ADD CONSTRAINT commendation_decision_proposal_fkey FOREIGN KEY (contest_id, proposal_id) REFERENCES commendation_proposal(contest_id, id) ON DELETE CASCADE;
ALTER TABLE commendation_line ADD CONSTRAINT commendation_line_proposal_fkey FOREIGN KEY (contest_id, proposal_id) REFERENCES commendation_proposal(contest_id, id) ON DELETE CASCADE;
ALTER TABLE commendation_proposal ADD CONSTRAINT commendation_proposal_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE consent ADD CONSTRAINT consent_account_fkey FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE consent ADD CONSTRAINT consent_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE contest ADD CONSTRAINT contest_bank_fkey FOREIGN KEY (bank_id) REFERENCES bank(id);
ALTER TABLE contest ADD CONSTRAINT contest_practice_bank_fkey FOREIGN KEY (practice_bank_id) REFERENCES bank(id);
ALTER TABLE contest_branding ADD CONSTRAINT contest_branding_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_branding ADD CONSTRAINT contest_branding_plan_fkey FOREIGN KEY (plan_id) REFERENCES contest_plan(id) ON DELETE CASCADE;
ALTER TABLE contest_headcount ADD CONSTRAINT contest_headcount_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_headcount ADD CONSTRAINT contest_headcount_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE contest_plan ADD CONSTRAINT contest_plan_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_plan ADD CONSTRAINT contest_plan_created_by_fkey FOREIGN KEY (created_by) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE contest_plan ADD CONSTRAINT contest_plan_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE contest_revision ADD CONSTRAINT contest_revision_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_stop ADD CONSTRAINT contest_stop_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_unit ADD CONSTRAINT contest_unit_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE contest_unit ADD CONSTRAINT contest_unit_parent_fkey FOREIGN KEY (parent_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE contest_unit ADD CONSTRAINT contest_unit_unit_fkey FOREIGN KEY (unit_id) REFERENCES unit(id);
ALTER TABLE desk_note ADD CONSTRAINT desk_note_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE different_items ADD CONSTRAINT different_items_bank_fkey FOREIGN KEY (bank_id) REFERENCES bank(id) ON DELETE CASCADE;
ALTER TABLE different_items ADD CONSTRAINT different_items_first_fkey FOREIGN KEY (first_id) REFERENCES item(id) ON DELETE CASCADE;
ALTER TABLE different_items ADD CONSTRAINT different_items_second_fkey FOREIGN KEY (second_id) REFERENCES item(id) ON DELETE CASCADE;
ALTER TABLE document_job ADD CONSTRAINT document_job_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE document_part ADD CONSTRAINT document_part_job_fkey FOREIGN KEY (job_id) REFERENCES document_job(id) ON DELETE CASCADE;
ALTER TABLE earlier_total ADD CONSTRAINT earlier_total_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE earlier_total ADD CONSTRAINT earlier_total_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE exclusion ADD CONSTRAINT exclusion_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE exclusion ADD CONSTRAINT exclusion_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE extra_time_grant ADD CONSTRAINT extra_time_grant_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE extra_time_grant ADD CONSTRAINT extra_time_grant_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant(contest_id, id) ON DELETE CASCADE;
ALTER TABLE extra_time_grant ADD CONSTRAINT extra_time_grant_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id);
ALTER TABLE feedback ADD CONSTRAINT feedback_account_fkey FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE feedback ADD CONSTRAINT feedback_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE feedback ADD CONSTRAINT feedback_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id);
ALTER TABLE frozen_board ADD CONSTRAINT frozen_board_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE identity_paper ADD CONSTRAINT identity_paper_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant(contest_id, id) ON DELETE CASCADE;
ALTER TABLE incident_answer ADD CONSTRAINT incident_answer_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE incident_report ADD CONSTRAINT incident_report_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE incident_report ADD CONSTRAINT incident_report_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE item ADD CONSTRAINT item_bank_fkey FOREIGN KEY (bank_id) REFERENCES bank(id);
ALTER TABLE item ADD CONSTRAINT item_topic_fkey FOREIGN KEY (topic_id) REFERENCES topic(id);
ALTER TABLE item_batch ADD CONSTRAINT item_batch_bank_fkey FOREIGN KEY (bank_id) REFERENCES bank(id) ON DELETE CASCADE;
ALTER TABLE item_batch_item ADD CONSTRAINT item_batch_item_batch_fkey FOREIGN KEY (batch_id) REFERENCES item_batch(id) ON DELETE CASCADE;
ALTER TABLE item_batch_item ADD CONSTRAINT item_batch_item_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id) ON DELETE CASCADE;
ALTER TABLE item_media ADD CONSTRAINT item_media_media_fkey FOREIGN KEY (sha256) REFERENCES media(sha256);
ALTER TABLE item_media ADD CONSTRAINT item_media_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id);
ALTER TABLE item_note ADD CONSTRAINT item_note_item_fkey FOREIGN KEY (item_id) REFERENCES item(id) ON DELETE CASCADE;
ALTER TABLE item_review ADD CONSTRAINT item_review_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id) ON DELETE CASCADE;
ALTER TABLE item_version ADD CONSTRAINT item_version_item_fkey FOREIGN KEY (item_id) REFERENCES item(id);
ALTER TABLE item_wording ADD CONSTRAINT item_wording_audio_fkey FOREIGN KEY (audio) REFERENCES media(sha256);
ALTER TABLE item_wording ADD CONSTRAINT item_wording_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id);
ALTER TABLE key_correction ADD CONSTRAINT key_correction_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE key_correction ADD CONSTRAINT key_correction_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id);
ALTER TABLE key_revision ADD CONSTRAINT key_revision_version_fkey FOREIGN KEY (item_version_id) REFERENCES item_version(id);
ALTER TABLE lot ADD CONSTRAINT lot_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE official_board ADD CONSTRAINT official_board_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE official_place ADD CONSTRAINT official_place_board_fkey FOREIGN KEY (contest_id, scope_kind, scope_id) REFERENCES official_board(contest_id, scope_kind, scope_id) ON DELETE CASCADE;
ALTER TABLE open_data ADD CONSTRAINT open_data_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE participant ADD CONSTRAINT participant_account_fkey FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE participant ADD CONSTRAINT participant_audience_fkey FOREIGN KEY (contest_id, audience_id) REFERENCES audience(contest_id, id);
ALTER TABLE participant ADD CONSTRAINT participant_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE participant ADD CONSTRAINT participant_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id);
ALTER TABLE pause ADD CONSTRAINT pause_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE person_number ADD CONSTRAINT person_number_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE phase ADD CONSTRAINT phase_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE phone_claim ADD CONSTRAINT phone_claim_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE phone_claim ADD CONSTRAINT phone_claim_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE phone_claim ADD CONSTRAINT phone_claim_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id);
ALTER TABLE phone_code ADD CONSTRAINT phone_code_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE plan_offer ADD CONSTRAINT plan_offer_offered_by_fkey FOREIGN KEY (offered_by) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE plan_offer ADD CONSTRAINT plan_offer_plan_fkey FOREIGN KEY (plan_id) REFERENCES contest_plan(id) ON DELETE CASCADE;
ALTER TABLE publication ADD CONSTRAINT publication_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file(contest_id, settlement_id, version);
ALTER TABLE rehearsal ADD CONSTRAINT rehearsal_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE rehearsal ADD CONSTRAINT rehearsal_plan_fkey FOREIGN KEY (plan_id) REFERENCES contest_plan(id) ON DELETE CASCADE;
ALTER TABLE reset_code ADD CONSTRAINT reset_code_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE reset_code ADD CONSTRAINT reset_code_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE reset_code ADD CONSTRAINT reset_code_issuer_fkey FOREIGN KEY (issued_by) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE round ADD CONSTRAINT round_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE round ADD CONSTRAINT round_phase_fkey FOREIGN KEY (contest_id, phase_id) REFERENCES phase(contest_id, id);
ALTER TABLE round_revision ADD CONSTRAINT round_revision_round_fkey FOREIGN KEY (contest_id, round_id) REFERENCES round(contest_id, id) ON DELETE CASCADE;
ALTER TABLE second_factor ADD CONSTRAINT second_factor_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE session ADD CONSTRAINT session_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE settlement ADD CONSTRAINT settlement_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE settlement_approval ADD CONSTRAINT settlement_approval_file_fkey FOREIGN KEY (contest_id, settlement_id, version) REFERENCES winner_file(contest_id, settlement_id, version);
ALTER TABLE settlement_line ADD CONSTRAINT settlement_line_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement(contest_id, id);
ALTER TABLE sign_in_link ADD CONSTRAINT sign_in_link_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE signal ADD CONSTRAINT signal_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id);
ALTER TABLE staff_invitation ADD CONSTRAINT staff_invitation_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE staff_invitation ADD CONSTRAINT staff_invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE staff_invitation ADD CONSTRAINT staff_invitation_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE staff_role ADD CONSTRAINT staff_role_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE start_pace ADD CONSTRAINT start_pace_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE tally_mark ADD CONSTRAINT tally_mark_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE topic ADD CONSTRAINT topic_bank_fkey FOREIGN KEY (bank_id) REFERENCES bank(id);
ALTER TABLE unit ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent_id) REFERENCES unit(id);
ALTER TABLE unit_correction ADD CONSTRAINT unit_correction_from_fkey FOREIGN KEY (from_unit_id) REFERENCES contest_unit(id);
ALTER TABLE unit_correction ADD CONSTRAINT unit_correction_participant_fkey FOREIGN KEY (contest_id, participant_id) REFERENCES participant(contest_id, id) ON DELETE CASCADE;
ALTER TABLE unit_correction ADD CONSTRAINT unit_correction_to_fkey FOREIGN KEY (to_unit_id) REFERENCES contest_unit(id);
ALTER TABLE unit_invitation ADD CONSTRAINT unit_invitation_account_fkey FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE SET NULL;
ALTER TABLE unit_invitation ADD CONSTRAINT unit_invitation_contest_fkey FOREIGN KEY (contest_id) REFERENCES contest(id) ON DELETE CASCADE;
ALTER TABLE unit_invitation ADD CONSTRAINT unit_invitation_unit_fkey FOREIGN KEY (contest_unit_id) REFERENCES contest_unit(id) ON DELETE CASCADE;
ALTER TABLE unit_succession ADD CONSTRAINT unit_succession_new_fkey FOREIGN KEY (new_unit_id) REFERENCES unit(id);
ALTER TABLE unit_succession ADD CONSTRAINT unit_succession_old_fkey FOREIGN KEY (old_unit_id) REFERENCES unit(id);
ALTER TABLE winner_file ADD CONSTRAINT winner_file_settlement_fkey FOREIGN KEY (contest_id, settlement_id) REFERENCES settlement(contest_id, id);

GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO cchc_app;
GRANT USAGE ON SCHEMA public TO cchc_read;
GRANT SELECT ON
  announcement,
  answers,
  attempt,
  attempt_quota,
  audience,
  audit,
  audit_seal,
  award,
  award_decision,
  bank,
  branding_file,
  certificate,
  certificate_design,
  commendation_decision,
  commendation_proposal,
  consent,
  contest,
  contest_branding,
  contest_headcount,
  contest_plan,
  contest_revision,
  contest_stop,
  contest_unit,
  contribution,
  different_items,
  document_job,
  earlier_total,
  extra_time_grant,
  feedback,
  frozen_board,
  grade,
  grading_failure,
  incident_answer,
  item,
  item_batch,
  item_batch_item,
  item_media,
  item_note,
  item_review,
  item_version,
  item_wording,
  key_correction,
  key_revision,
  lot,
  media,
  official_board,
  official_place,
  open_data,
  participant,
  pause,
  phase,
  plan_offer,
  publication,
  round,
  round_revision,
  score_counter,
  settlement,
  settlement_approval,
  settlement_line,
  signal,
  standing,
  standing_bucket,
  start_pace,
  tally_mark,
  topic,
  unit,
  unit_change,
  unit_correction,
  unit_counter,
  unit_succession,
  winner_file
TO cchc_read;
GRANT SELECT, INSERT ON
  appeal,
  audit,
  audit_seal,
  award,
  award_decision,
  certificate,
  commendation_decision,
  commendation_line,
  commendation_proposal,
  consent,
  contest_headcount,
  contest_revision,
  feedback,
  item_batch_item,
  item_media,
  item_note,
  item_version,
  item_wording,
  key_revision,
  lot,
  media,
  person_number,
  publication,
  rehearsal,
  round_revision,
  settlement_approval,
  settlement_line,
  winner_file
TO cchc_app;
GRANT SELECT, INSERT, DELETE ON
  branding_file,
  desk_note,
  exclusion,
  frozen_board,
  incident_answer,
  official_board,
  official_place,
  open_data
TO cchc_app;
GRANT SELECT, INSERT, UPDATE ON
  announcement,
  answers,
  attempt,
  certificate_design,
  contest_branding,
  contest_stop,
  different_items,
  grade,
  item_batch,
  item_review,
  key_correction,
  pause,
  settlement,
  signal,
  unit_change,
  unit_invitation
TO cchc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  account,
  attempt_quota,
  audience,
  bank,
  contest,
  contest_plan,
  contest_unit,
  contribution,
  document_job,
  document_part,
  earlier_total,
  extra_time_grant,
  grading_failure,
  identity_paper,
  incident_report,
  item,
  participant,
  phase,
  phone_claim,
  phone_code,
  plan_offer,
  reset_code,
  round,
  score_counter,
  second_factor,
  session,
  sign_in_link,
  staff_invitation,
  staff_role,
  standing,
  standing_bucket,
  start_pace,
  tally_mark,
  topic,
  unit,
  unit_correction,
  unit_counter,
  unit_succession
TO cchc_app;
GRANT UPDATE (decision_number, decision_date, decision_signer) ON publication TO cchc_app;
GRANT UPDATE (form, form_words, authority, version, withdrawn_by, withdrawn_at) ON commendation_proposal TO cchc_app;
GRANT UPDATE (given_at, account_id, participant_id, attempt_id) ON feedback TO cchc_app;
GRANT UPDATE (place, post, reason, removed_by, removed_at) ON commendation_line TO cchc_app;
GRANT UPDATE (publication, made_at) ON official_board TO cchc_app;
GRANT UPDATE (published_at, published_by, without_settlement, withdrawn_at, withdrawn_by, withdraw_reason) ON open_data TO cchc_app;
GRANT UPDATE (revoked_at, revoke_reason, replaced_by, decision) ON certificate TO cchc_app;
GRANT UPDATE (seed, revealed_at, source, source_at, words, words_at) ON lot TO cchc_app;
GRANT UPDATE (signed_by, signed_at, returned_by, returned_at, return_words) ON item_wording TO cchc_app;
GRANT UPDATE (taken_back_by, taken_back_at) ON award_decision TO cchc_app;
GRANT UPDATE (text, state, answer, decided_by, decided_at) ON appeal TO cchc_app;
GRANT UPDATE (withdrawn_at) ON consent TO cchc_app;
GRANT UPDATE (withdrawn_at) ON contest_revision TO cchc_app;
GRANT UPDATE (withdrawn_at) ON round_revision TO cchc_app;
REVOKE ALL ON FUNCTION create_contest_partitions(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION refresh_contest_statistics(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION remove_rehearsal(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION create_contest_partitions(integer) TO cchc_app;
GRANT EXECUTE ON FUNCTION refresh_contest_statistics(integer) TO cchc_app;
GRANT EXECUTE ON FUNCTION remove_rehearsal(integer) TO cchc_app;
