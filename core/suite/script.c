#include "suite/script.h"
pw_status pw_script_write(pw_reply_to *r, pw_str name, const pw_suite *suite,
                          const pw_trial *trial)
{ (void)r; (void)name; (void)suite; (void)trial; return PW_OK; }
