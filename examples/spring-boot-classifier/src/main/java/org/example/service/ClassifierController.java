// SPDX-License-Identifier: BSD-3-Clause
package org.example.service;

import java.time.Duration;
import org.lxt.api.LxtException;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says what a text is and which of its words made it so. */
@RestController
class ClassifierController {
    private static final Logger LOG = LoggerFactory.getLogger(ClassifierController.class);
    private static final Duration TIME = Duration.ofSeconds(5);

    private final Explainer lxt;

    ClassifierController(Explainer lxt) {
        this.lxt = lxt;
    }

    /** An attribution is written as docs/json.md describes it. */
    @PostMapping(path = "/classify", consumes = "text/plain", produces = "application/json")
    Attribution classify(@RequestBody String text) {
        return lxt.within(TIME).explain(Prompt.of(text), Target.topLogit());
    }

    @ExceptionHandler
    ProblemDetail refused(LxtException e) {
        return switch (e.fault()) {
            case CALLER -> ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
            case CANCELLED -> ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
            case SETUP -> {
                LOG.error("cannot explain", e);
                yield ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
            }
        };
    }
}
