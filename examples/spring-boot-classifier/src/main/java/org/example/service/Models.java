// SPDX-License-Identifier: BSD-3-Clause
package org.example.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.lxt.explain.Explainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The opened model, one for all requests. Spring closes it. */
@Configuration
class Models {
    @Bean
    Explainer explainer(@Value("${lxt.model}") String folder, MeterRegistry registry) {
        return Explainer.builder(Path.of(folder)).warm(true).maxConcurrent(2).calls(new Meters(registry)).open();
    }

    /** With Spring's actuator there is one already. */
    @Bean
    @ConditionalOnMissingBean
    MeterRegistry registry() {
        return new SimpleMeterRegistry();
    }
}
