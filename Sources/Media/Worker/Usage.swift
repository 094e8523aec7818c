enum Usage {
    static let text = """
        spool-media: probe or convert one file, in a sandbox.

        Usage:
          spool-media                      read one request (JSON) from standard input;
                                           the file is descriptor 3, the output descriptor 4
          spool-media probe FILE           say what FILE holds
          spool-media convert FILE OUT     convert FILE to the MP3 OUT, which must not exist
          spool-media self-test            try what the sandbox must refuse

        Options:
          --track RULE         the audio track to take, e.g. 'jpn, else eng'
          --encoding ENCODING  V0 ... V9, a bit rate such as 192, or abr160 (default V2)
          --rate HZ            sample rate of the MP3 (default: the source's)
          --threads N          encoder threads (default 1); the bytes do not depend on it
          --partial            keep what a cut-off file holds
          --force              overwrite OUT
          --parent PID         end when the process PID, which must be the parent, ends
          --help, --version

        Events are printed as JSON, one a line. An OUT of a failed conversion is worthless.

        Environment:
          SPOOL_REQUIRE_SANDBOX=1  refuse to work where the kernel lacks a part of the sandbox

        Exit status:
          0 done   1 failed (the last event says why)   2 wrong usage   143 ended by SIGTERM

        """
}
